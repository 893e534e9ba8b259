"""What keeps data of documents from becoming code in the page of `galley audit`."""

import urllib.parse
import urllib.request

FORBIDDEN = ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function")


def check(url, report):
    with urllib.request.urlopen(url, timeout=20) as answer:
        policy, html = answer.headers.get("Content-Security-Policy", ""), answer.read().decode()
    report("content-security policy", "default-src 'none'" in policy and "unsafe" not in policy, policy)
    modules, waiting = {}, ["main.js"]
    while waiting:
        name = waiting.pop()
        with urllib.request.urlopen(urllib.parse.urljoin(url, f"/app/{name}"), timeout=20) as answer:
            modules[name] = answer.read().decode()
        for line in modules[name].splitlines():
            if line.startswith(("import ", "} from ")) and '"./' in line:
                found = line.split('"./')[1].split('"')[0]
                if found not in modules and found not in waiting:
                    waiting.append(found)
    unsafe = [f"{name}: {word}" for name, text in modules.items() for word in FORBIDDEN if word in text]
    report("data never becomes markup or code", not unsafe, f"{len(modules)} modules {unsafe}")
    report("nothing from elsewhere", "http" not in html and "style=" not in html)
