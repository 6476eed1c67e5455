-- The first schema. Times are milliseconds since the Unix epoch, UTC. Numbers are never used again (AUTOINCREMENT),
-- and every row carries a UUIDv7, so that stores can one day be merged.
-- Long text stands last in its table, so that a list never reads past the columns it shows.

-- What the rep did: one row is one undo step.
CREATE TABLE commands (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    at INTEGER NOT NULL,
    window TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('do', 'undo', 'redo', 'migration')),
    verb TEXT NOT NULL,
    words TEXT NOT NULL,
    target INTEGER REFERENCES commands (number),
    undone_by INTEGER REFERENCES commands (number),
    CHECK ((kind IN ('undo', 'redo')) = (target IS NOT NULL))
) STRICT;
CREATE INDEX commands_at ON commands (at);
CREATE INDEX commands_migration ON commands (number) WHERE kind = 'migration';

-- What each command touched; written by triggers alone.
CREATE TABLE changes (
    number INTEGER PRIMARY KEY,
    command INTEGER NOT NULL REFERENCES commands (number),
    tbl TEXT NOT NULL,
    row INTEGER NOT NULL,
    item INTEGER,
    op TEXT NOT NULL CHECK (op IN ('insert', 'update', 'delete')),
    old TEXT,
    new TEXT,
    CHECK ((op = 'insert') = (old IS NULL) AND (op = 'delete') = (new IS NULL))
) STRICT;
CREATE INDEX changes_command ON changes (command);
CREATE INDEX changes_row ON changes (tbl, row);
CREATE INDEX changes_item ON changes (item) WHERE item IS NOT NULL;

-- The command under way; empty outside a command's transaction. bulk = 1 leaves the search to be filled at the end.
CREATE TABLE running (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    command INTEGER NOT NULL,
    bulk INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE accounts (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL CHECK (name <> ''),
    match_name TEXT NOT NULL CHECK (match_name <> '')
) STRICT;
CREATE UNIQUE INDEX accounts_match ON accounts (match_name);

CREATE TABLE owners (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    handle TEXT NOT NULL UNIQUE CHECK (handle <> ''),
    name TEXT NOT NULL CHECK (name <> ''),
    role TEXT NOT NULL DEFAULT '',
    seat INTEGER CHECK (seat BETWEEN 1 AND 9),
    address TEXT NOT NULL DEFAULT '',
    kinds TEXT NOT NULL DEFAULT '',
    hours INTEGER NOT NULL DEFAULT 0 CHECK (hours >= 0),
    away_until INTEGER,
    stand_in INTEGER REFERENCES owners (number),
    escalate_to INTEGER REFERENCES owners (number),
    retired INTEGER NOT NULL DEFAULT 0 CHECK (retired IN (0, 1)),
    CHECK (retired = 0 OR seat IS NULL),
    CHECK (stand_in <> number AND escalate_to <> number)
) STRICT;
CREATE UNIQUE INDEX owners_seat ON owners (seat) WHERE seat IS NOT NULL;

CREATE TABLE items (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL CHECK (kind IN ('order', 'support', 'follow_up')),
    account INTEGER NOT NULL REFERENCES accounts (number),
    state TEXT NOT NULL CHECK (state IN ('open', 'closed')),
    urgent INTEGER NOT NULL CHECK (urgent IN (0, 1)),
    arrived_at INTEGER NOT NULL,
    client_due INTEGER,
    play TEXT CHECK (play IN ('nobody', 'owner', 'first_chair')),
    reason TEXT CHECK (reason IN ('no_owner', 'owner_overloaded', 'faster_myself', 'client_insisted', 'habit')),
    snoozed_until INTEGER,
    standing_cue TEXT CHECK (standing_cue IN ('new', 'client_due', 'owner_silent', 'owner_done', 'returned',
        'snooze_over', 'callback', 'promise_due', 'check_due', 'reading_stale', 'date_at_risk')),
    wake_at INTEGER,
    wake_cue TEXT CHECK (wake_cue IN ('new', 'client_due', 'owner_silent', 'owner_done', 'returned',
        'snooze_over', 'callback', 'promise_due', 'check_due', 'reading_stale', 'date_at_risk')),
    closed_at INTEGER,
    ending TEXT CHECK (ending IN ('told', 'dismissed', 'history')),
    minutes INTEGER CHECK (minutes >= 0),
    mood TEXT CHECK (mood IN ('calm', 'worried', 'annoyed', 'angry')),
    value_minor INTEGER,
    currency TEXT,
    source TEXT NOT NULL,
    source_key TEXT,
    source_seen_at INTEGER,
    source_marks TEXT,
    contact TEXT,
    subject TEXT NOT NULL,
    words TEXT NOT NULL DEFAULT '',
    CHECK ((value_minor IS NULL) = (currency IS NULL)),
    CHECK (state = 'closed' OR (client_due IS NOT NULL AND play IS NOT NULL AND standing_cue IS NOT NULL
        AND wake_at IS NOT NULL AND wake_cue IS NOT NULL AND closed_at IS NULL AND ending IS NULL
        AND minutes IS NULL AND (play = 'first_chair') = (reason IS NOT NULL))),
    CHECK (state = 'open' OR (closed_at IS NOT NULL AND ending IS NOT NULL AND client_due IS NULL AND play IS NULL
        AND standing_cue IS NULL AND wake_at IS NULL AND wake_cue IS NULL AND snoozed_until IS NULL)),
    CHECK (state = 'open' OR reason IS NULL OR ending = 'told'),
    CHECK (minutes IS NULL OR reason IS NOT NULL)
) STRICT;
CREATE UNIQUE INDEX items_source ON items (source, source_key) WHERE source_key IS NOT NULL;
CREATE INDEX items_account ON items (account);
CREATE INDEX items_arrived ON items (arrived_at, kind, ending, number);
CREATE INDEX items_first_chair ON items (reason) WHERE play = 'first_chair';
CREATE INDEX items_wake ON items (wake_at, number) WHERE state = 'open';
CREATE INDEX items_wake_kind ON items (kind, wake_at, number) WHERE state = 'open';
CREATE INDEX items_client_due ON items (client_due, number) WHERE state = 'open';
CREATE INDEX items_done ON items (closed_at DESC, number) WHERE state = 'closed';
CREATE INDEX items_done_kind ON items (kind, closed_at DESC, number) WHERE state = 'closed';

CREATE TABLE hand_offs (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    item INTEGER NOT NULL REFERENCES items (number),
    owner INTEGER NOT NULL REFERENCES owners (number),
    account INTEGER NOT NULL REFERENCES accounts (number),
    kind TEXT NOT NULL CHECK (kind IN ('order', 'support', 'follow_up')),
    stage TEXT NOT NULL CHECK (stage IN ('offered', 'acknowledged', 'done', 'returned', 'recalled')),
    given_at INTEGER NOT NULL,
    owner_due INTEGER NOT NULL,
    last_word_at INTEGER NOT NULL,
    acknowledged_at INTEGER,
    nudges INTEGER NOT NULL DEFAULT 0 CHECK (nudges >= 0),
    told_at INTEGER,
    ended_at INTEGER,
    answer TEXT NOT NULL DEFAULT '',
    brief TEXT NOT NULL,
    CHECK ((stage IN ('offered', 'acknowledged')) = (ended_at IS NULL)),
    CHECK (stage <> 'acknowledged' OR acknowledged_at IS NOT NULL)
) STRICT;
CREATE UNIQUE INDEX hand_offs_open ON hand_offs (item) WHERE ended_at IS NULL;
CREATE INDEX hand_offs_item ON hand_offs (item, number);
CREATE INDEX hand_offs_waiting ON hand_offs (last_word_at, item) WHERE ended_at IS NULL;
CREATE INDEX hand_offs_waiting_kind ON hand_offs (kind, last_word_at, item) WHERE ended_at IS NULL;
CREATE INDEX hand_offs_due ON hand_offs (owner_due, item, kind, owner) WHERE ended_at IS NULL;
-- Holds ended_at, always null here, so that counting what is open reads the index alone.
CREATE INDEX hand_offs_load ON hand_offs (owner, owner_due, told_at, ended_at) WHERE ended_at IS NULL;
CREATE INDEX hand_offs_waiting_owner ON hand_offs (owner, last_word_at, item) WHERE ended_at IS NULL;
CREATE INDEX hand_offs_given ON hand_offs (given_at, number, kind, item, owner);
CREATE INDEX hand_offs_open_given ON hand_offs (given_at) WHERE ended_at IS NULL;
CREATE INDEX hand_offs_ended ON hand_offs (ended_at, stage, kind, owner, given_at) WHERE ended_at IS NOT NULL;
CREATE INDEX hand_offs_acknowledged ON hand_offs (acknowledged_at, owner) WHERE acknowledged_at IS NOT NULL;
CREATE INDEX hand_offs_done ON hand_offs (owner, ended_at, given_at) WHERE stage = 'done';
CREATE INDEX hand_offs_taken ON hand_offs (account, kind, number, owner)
    WHERE stage IN ('offered', 'acknowledged', 'done');

CREATE TABLE calls (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    account INTEGER NOT NULL REFERENCES accounts (number),
    item INTEGER REFERENCES items (number),
    outcome TEXT NOT NULL CHECK (outcome IN ('connected', 'voicemail', 'left_message', 'no_answer', 'busy',
        'wrong_number')),
    at INTEGER NOT NULL,
    minutes INTEGER CHECK (minutes >= 0),
    next_at INTEGER,
    person TEXT NOT NULL DEFAULT '',
    notes TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX calls_at ON calls (at);
CREATE INDEX calls_account ON calls (account, at);
CREATE INDEX calls_item ON calls (item) WHERE item IS NOT NULL;

-- Words kept: the rep's notes, what the client was told, what the client was heard to say.
CREATE TABLE notes (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    item INTEGER NOT NULL REFERENCES items (number),
    kind TEXT NOT NULL CHECK (kind IN ('note', 'told', 'heard')),
    at INTEGER NOT NULL,
    text TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX notes_item ON notes (item);
CREATE INDEX notes_at ON notes (at, kind, item);

-- What no row can see for itself is looked at when a command ends, for the items it touched: an item is with an owner
-- while it has an open hand-off and not otherwise, and its hand-offs are filed under its own kind and client.
CREATE TRIGGER command_agrees BEFORE DELETE ON running
BEGIN
    SELECT RAISE(ABORT, 'an item and its hand-offs would disagree')
    WHERE EXISTS (
        SELECT 1 FROM changes c JOIN items i ON i.number = c.item
        WHERE c.command = old.command AND c.tbl IN ('items', 'hand_offs') AND (
            (i.play IS 'owner') IS NOT EXISTS (
                SELECT 1 FROM hand_offs h WHERE h.item = i.number AND h.ended_at IS NULL)
            OR EXISTS (
                SELECT 1 FROM hand_offs h WHERE h.item = i.number AND (h.kind <> i.kind OR h.account <> i.account)))
    );
END;

-- Derived from here on: never logged; doctor compares and rebuilds.

-- The time up to which items have been woken.
CREATE TABLE tick (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    at INTEGER NOT NULL
) STRICT;
INSERT INTO tick (one, at) VALUES (1, 0);

-- Open items whose wake time is not after the tick, in list order. calm: 0 urgent, 1 not.
CREATE TABLE awake (
    item INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    calm INTEGER NOT NULL,
    client_due INTEGER NOT NULL
) STRICT;
CREATE INDEX awake_all ON awake (calm, client_due, item);
CREATE INDEX awake_kind ON awake (kind, calm, client_due, item);

-- The header's counts.
CREATE TABLE tally (
    name TEXT PRIMARY KEY,
    n INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
INSERT INTO tally (name) VALUES ('awake order'), ('awake support'), ('awake follow_up'),
    ('open order'), ('open support'), ('open follow_up'), ('closed order'), ('closed support'), ('closed follow_up'),
    ('waiting order'), ('waiting support'), ('waiting follow_up'), ('untold');

CREATE VIRTUAL TABLE search USING fts5 (
    subject, client, contact, words,
    content = '', contentless_delete = 1,
    tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
);

CREATE TRIGGER awake_insert AFTER INSERT ON items
WHEN new.state = 'open' AND new.wake_at <= (SELECT at FROM tick)
BEGIN
    INSERT INTO awake (item, kind, calm, client_due) VALUES (new.number, new.kind, 1 - new.urgent, new.client_due);
END;
CREATE TRIGGER awake_delete AFTER DELETE ON items
BEGIN
    DELETE FROM awake WHERE item = old.number;
END;
CREATE TRIGGER awake_update AFTER UPDATE OF state, kind, urgent, client_due, wake_at ON items
WHEN old.state IS NOT new.state OR old.kind IS NOT new.kind OR old.urgent IS NOT new.urgent
    OR old.client_due IS NOT new.client_due OR old.wake_at IS NOT new.wake_at
BEGIN
    DELETE FROM awake WHERE item = old.number;
    INSERT INTO awake (item, kind, calm, client_due)
        SELECT new.number, new.kind, 1 - new.urgent, new.client_due
        WHERE new.state = 'open' AND new.wake_at <= (SELECT at FROM tick);
END;

CREATE TRIGGER tally_awake_insert AFTER INSERT ON awake
BEGIN
    UPDATE tally SET n = n + 1 WHERE name = 'awake ' || new.kind;
END;
CREATE TRIGGER tally_awake_delete AFTER DELETE ON awake
BEGIN
    UPDATE tally SET n = n - 1 WHERE name = 'awake ' || old.kind;
END;
CREATE TRIGGER tally_items_insert AFTER INSERT ON items
BEGIN
    UPDATE tally SET n = n + 1 WHERE name = new.state || ' ' || new.kind;
END;
CREATE TRIGGER tally_items_delete AFTER DELETE ON items
BEGIN
    UPDATE tally SET n = n - 1 WHERE name = old.state || ' ' || old.kind;
END;
CREATE TRIGGER tally_items_update AFTER UPDATE OF state, kind ON items
WHEN old.state IS NOT new.state OR old.kind IS NOT new.kind
BEGIN
    UPDATE tally SET n = n - 1 WHERE name = old.state || ' ' || old.kind;
    UPDATE tally SET n = n + 1 WHERE name = new.state || ' ' || new.kind;
END;
CREATE TRIGGER tally_hand_offs_insert AFTER INSERT ON hand_offs WHEN new.ended_at IS NULL
BEGIN
    UPDATE tally SET n = n + 1 WHERE name = 'waiting ' || new.kind;
    UPDATE tally SET n = n + 1 WHERE name = 'untold' AND new.told_at IS NULL;
END;
CREATE TRIGGER tally_hand_offs_delete AFTER DELETE ON hand_offs WHEN old.ended_at IS NULL
BEGIN
    UPDATE tally SET n = n - 1 WHERE name = 'waiting ' || old.kind;
    UPDATE tally SET n = n - 1 WHERE name = 'untold' AND old.told_at IS NULL;
END;
CREATE TRIGGER tally_hand_offs_update AFTER UPDATE OF kind, ended_at, told_at ON hand_offs
BEGIN
    UPDATE tally SET n = n - 1 WHERE name = 'waiting ' || old.kind AND old.ended_at IS NULL;
    UPDATE tally SET n = n + 1 WHERE name = 'waiting ' || new.kind AND new.ended_at IS NULL;
    UPDATE tally SET n = n - 1 WHERE name = 'untold' AND old.ended_at IS NULL AND old.told_at IS NULL;
    UPDATE tally SET n = n + 1 WHERE name = 'untold' AND new.ended_at IS NULL AND new.told_at IS NULL;
END;

CREATE TRIGGER search_insert AFTER INSERT ON items WHEN (SELECT bulk FROM running) = 0
BEGIN
    INSERT INTO search (rowid, subject, client, contact, words)
        SELECT new.number, new.subject, name, new.contact, new.words FROM accounts WHERE number = new.account;
END;
CREATE TRIGGER search_delete AFTER DELETE ON items
BEGIN
    DELETE FROM search WHERE rowid = old.number;
END;
CREATE TRIGGER search_update AFTER UPDATE OF subject, words, contact, account ON items
WHEN (old.subject IS NOT new.subject OR old.words IS NOT new.words OR old.contact IS NOT new.contact
    OR old.account IS NOT new.account) AND (SELECT bulk FROM running) = 0
BEGIN
    DELETE FROM search WHERE rowid = old.number;
    INSERT INTO search (rowid, subject, client, contact, words)
        SELECT new.number, new.subject, name, new.contact, new.words FROM accounts WHERE number = new.account;
END;
CREATE TRIGGER search_account AFTER UPDATE OF name ON accounts WHEN old.name IS NOT new.name
BEGIN
    DELETE FROM search WHERE rowid IN (SELECT number FROM items WHERE account = new.number);
    INSERT INTO search (rowid, subject, client, contact, words)
        SELECT number, subject, new.name, contact, words FROM items WHERE account = new.number;
END;
