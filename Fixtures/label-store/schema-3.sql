CREATE INDEX "page_names" ON "page"("path", "number", "token", "document");
CREATE INDEX "page_token" ON "page"("token");
CREATE INDEX region_by_class ON region (className, gain DESC, path, number, id, score) WHERE decided = 0 AND gain > 0;
CREATE INDEX region_by_decision ON region (decision, gain) WHERE decided = 0 AND gain > 0;
CREATE INDEX region_by_gain ON region (gain DESC, path, number, id, score) WHERE decided = 0 AND gain > 0;
CREATE INDEX region_by_lot ON region (lot, score) WHERE decided = 0 AND gain > 0;
CREATE INDEX region_with_class_disagreement ON region (gain DESC, path, number, id)
WHERE decided = 0 AND gain > 0 AND instr(flags, ',class_disagreement,') > 0;
CREATE INDEX region_with_class_flip ON region (gain DESC, path, number, id)
WHERE decided = 0 AND gain > 0 AND instr(flags, ',class_flip,') > 0;
CREATE INDEX region_with_clipped ON region (gain DESC, path, number, id)
WHERE decided = 0 AND gain > 0 AND instr(flags, ',clipped,') > 0;
CREATE INDEX region_with_conflict ON region (gain DESC, path, number, id)
WHERE decided = 0 AND gain > 0 AND instr(flags, ',conflict,') > 0;
CREATE INDEX region_with_llm ON region (gain DESC, path, number, id)
WHERE decided = 0 AND gain > 0 AND instr('+' || sources || '+', '+llm+') > 0;
CREATE INDEX region_with_llm_merges ON region (gain DESC, path, number, id)
WHERE decided = 0 AND gain > 0 AND instr(flags, ',llm_merges,') > 0;
CREATE INDEX region_with_llm_splits ON region (gain DESC, path, number, id)
WHERE decided = 0 AND gain > 0 AND instr(flags, ',llm_splits,') > 0;
CREATE INDEX region_with_text_rules ON region (gain DESC, path, number, id)
WHERE decided = 0 AND gain > 0 AND instr('+' || sources || '+', '+text_rules+') > 0;
CREATE TABLE "correction" ("path" TEXT NOT NULL, "number" INTEGER NOT NULL, "key" TEXT NOT NULL, "status" TEXT NOT NULL, "json" TEXT NOT NULL, PRIMARY KEY ("path", "number", "key"));
CREATE TABLE "correctionLog" ("id" INTEGER PRIMARY KEY AUTOINCREMENT, "path" TEXT NOT NULL, "number" INTEGER NOT NULL, "json" TEXT NOT NULL);
CREATE TABLE "donePage" ("path" TEXT NOT NULL, "number" INTEGER NOT NULL, "doneBy" TEXT NOT NULL, "at" TEXT NOT NULL, PRIMARY KEY ("path", "number"));
CREATE TABLE "estimate" ("path" TEXT NOT NULL, "number" INTEGER NOT NULL, "source" TEXT NOT NULL, "id" INTEGER NOT NULL, "className" TEXT NOT NULL, "score" DOUBLE NOT NULL, "json" TEXT NOT NULL, PRIMARY KEY ("path", "number", "source", "id"), FOREIGN KEY ("path", "number") REFERENCES "page"("path", "number") ON DELETE CASCADE);
CREATE TABLE "failure" ("path" TEXT NOT NULL, "number" INTEGER NOT NULL, "reason" TEXT NOT NULL, PRIMARY KEY ("path", "number"));
CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY);
CREATE TABLE "page" ("path" TEXT NOT NULL, "number" INTEGER NOT NULL, "fingerprint" TEXT NOT NULL, "textFingerprint" TEXT NOT NULL, "teacherFingerprint" TEXT NOT NULL, "parameters" TEXT NOT NULL REFERENCES "parameters"("fingerprint"), "page" TEXT NOT NULL, "textOrigin" TEXT NOT NULL, "textReason" TEXT NOT NULL, "words" TEXT NOT NULL, "notes" TEXT NOT NULL, "seconds" TEXT NOT NULL, "tokens" INTEGER NOT NULL, "graphics" TEXT NOT NULL DEFAULT '[]', "token" TEXT, "document" TEXT, PRIMARY KEY ("path", "number"));
CREATE TABLE "parameters" ("fingerprint" TEXT PRIMARY KEY NOT NULL, "json" TEXT NOT NULL);
CREATE TABLE "project" ("id" INTEGER PRIMARY KEY CHECK ("id" = 1), "taxonomy" TEXT NOT NULL);
CREATE TABLE "region" ("path" TEXT NOT NULL, "number" INTEGER NOT NULL, "id" INTEGER NOT NULL, "className" TEXT NOT NULL, "score" DOUBLE NOT NULL, "decision" TEXT NOT NULL, "sources" TEXT NOT NULL, "agreement" DOUBLE, "json" TEXT NOT NULL, "key" TEXT NOT NULL DEFAULT '', "gain" DOUBLE NOT NULL DEFAULT 0, "lot" INTEGER NOT NULL DEFAULT 0, "flags" TEXT NOT NULL DEFAULT '', "decided" BOOLEAN NOT NULL DEFAULT 0, PRIMARY KEY ("path", "number", "id"), FOREIGN KEY ("path", "number") REFERENCES "page"("path", "number") ON DELETE CASCADE);
CREATE TABLE "source" ("path" TEXT PRIMARY KEY NOT NULL, "hash" TEXT NOT NULL, "format" TEXT NOT NULL, "pageCount" INTEGER NOT NULL);
CREATE TABLE sqlite_sequence(name,seq);
-- migration 1: pages, estimates, fused regions
-- migration 2: what is drawn on a page
-- migration 3: corrections and their queue
