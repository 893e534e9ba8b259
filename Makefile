# Each of these installs what it needs first; see scripts/setup.
.PHONY: demo test parity build setup lint format bench clean

demo: build
	@scripts/demo

# OpenMP's threads spin while they wait, which hinders tests that run beside them. Output by the
# line tells which test it was that hung.
test: setup lint
	swift build -c release --build-tests
	GOMP_SPINCOUNT=5000 timeout --foreground -s INT -k 30 40m stdbuf -oL swift test -c release --skip-build
	$(MAKE) parity

# Those comparisons of Tests/Parity that need no more than the set-up and take less than two minutes.
parity:
	.runtime/venv/bin/python Tests/Parity/evaluation_parity.py --sets 25
	GOMP_SPINCOUNT=5000 .runtime/venv/bin/python Tests/Parity/killed_training.py --kills 2
	GOMP_SPINCOUNT=5000 .runtime/venv/bin/python Tests/Parity/parallel_training.py

build: setup
	swift build -c release --product galley
	swift build -c release --product GalleyTorch

setup:
	@scripts/setup

lint:
	swift format lint --strict --recursive Package.swift Sources Tests Prompts

format:
	swift format --in-place --recursive Package.swift Sources Tests Prompts

bench: setup
	swift run -c release GalleyBench label

clean:
	rm -rf .build demo
