BEGIN TRANSACTION;
CREATE TABLE articles (
    id TEXT PRIMARY KEY, title TEXT NOT NULL, text TEXT NOT NULL, url TEXT, source TEXT, author TEXT,
    published TEXT, published_from TEXT, language TEXT, sha256 TEXT NOT NULL
);
INSERT INTO "articles" VALUES('046125c4bcdb7668','Crane seven','The crane on the north quay fell in the storm. Nobody was hurt, the mayor said.',NULL,NULL,NULL,NULL,NULL,NULL,'046125c4bcdb7668ee6fa5a153f00b1ab17fb912efc61261ac521050befbab77');
INSERT INTO "articles" VALUES('81795c8112f1ae1c','Harbour levy','The council raised the harbour levy on Monday. Ferries pay twice as much.',NULL,NULL,NULL,NULL,NULL,NULL,'81795c8112f1ae1caa531a49157942aaec3831d77e6594b9d956780abac19858');
INSERT INTO "articles" VALUES('8ec36fc6d925a58c','Fog','Fog closed the salt works for two days. The lighthouse was lit at noon, said its keeper.',NULL,'Quay Post','Ann Lee','2021-03-04',NULL,NULL,'8ec36fc6d925a58cc2bb5e6123d7e115d00964549320f5dec4a7166076a918c8');
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
INSERT INTO "meta" VALUES('change','3');
INSERT INTO "meta" VALUES('encoder','words@1');
INSERT INTO "meta" VALUES('layout','1');
CREATE TABLE origin_articles (
    origin TEXT NOT NULL REFERENCES origins ON DELETE CASCADE,
    article_id TEXT NOT NULL REFERENCES articles ON DELETE CASCADE,
    PRIMARY KEY (origin, article_id)
) WITHOUT ROWID;
INSERT INTO "origin_articles" VALUES('/old/news/crane.txt','046125c4bcdb7668');
INSERT INTO "origin_articles" VALUES('/old/news/harbour.txt','81795c8112f1ae1c');
INSERT INTO "origin_articles" VALUES('article:8ec36fc6d925a58c','8ec36fc6d925a58c');
CREATE TABLE origins (origin TEXT PRIMARY KEY, digest TEXT NOT NULL) WITHOUT ROWID;
INSERT INTO "origins" VALUES('/old/news/crane.txt','bcd0ce19f818878da3c8f7131b9d0ba436800608ca260ed8a2df287d73954138');
INSERT INTO "origins" VALUES('/old/news/harbour.txt','ab5e2cd092295d170e817e40e74e762480206377c5db383788cf7e06b71f0733');
INSERT INTO "origins" VALUES('article:8ec36fc6d925a58c','f15b5537b28993293879713d53719d888865e75e4b5f9f80ce1e43b17b8f12d4');
CREATE TABLE passages (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    article_id TEXT NOT NULL REFERENCES articles ON DELETE CASCADE,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL, vector BLOB NOT NULL
);
INSERT INTO "passages" VALUES(1,'046125c4bcdb7668',0,79,X'95B2E4B271B057B5F43245B688AEDC34F8B2C3353C2F64AE1F1EDAADAF2E1829073139305B319431E2AC42B50CB138B0');
INSERT INTO "passages" VALUES(2,'81795c8112f1ae1c',0,73,X'2EB6E19A433365B46FB07E2856B3CAB195AF18358933C8B4BAB522AFC22DB0323D29802A7CB04A343D2807B39830719F');
INSERT INTO "passages" VALUES(3,'8ec36fc6d925a58c',0,88,X'803042A27929ABB5FEAFA6B74EB464AA11B223313532BCA2962C8BAA522D76B5F3B48EAC0E33D9B022B021B09BB4BB2F');
CREATE INDEX origins_of_article ON origin_articles (article_id);
CREATE INDEX passages_of_article ON passages (article_id);
CREATE INDEX articles_by_day ON articles (published);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('passages',3);
COMMIT;
