-- The client's side: people, promises, outcomes, checks, deals, asks, meetings, and what follows the signature.
--
-- Whatever falls due has a follow-up of its own in items (source names the table: promise, outcome, check, deal, need,
-- ask), asleep until then, so that it wakes in the one inbox with its cue. Times are milliseconds since the Unix epoch,
-- UTC; days (…_on) are dates of the rep's zone, as ISO text. Every row carries a UUIDv7.

-- Rows that stand for a record ---------------------------------------------------------------------------------------

-- When the record that a follow-up stands for needs the rep, whoever plays the row, and the cue with which it then
-- wakes. Null on every other row.
ALTER TABLE items ADD COLUMN falls_due_at INTEGER;
ALTER TABLE items ADD COLUMN falls_due_cue TEXT CHECK (
    falls_due_cue IN ('promise_due', 'check_due', 'reading_stale', 'date_at_risk')
    AND falls_due_at IS NOT NULL AND state = 'open' OR falls_due_cue IS NULL AND falls_due_at IS NULL);

-- Accounts and people ------------------------------------------------------------------------------------------------

-- A merged account keeps its row and its normalised name, so that what comes in under the old name finds the new one.
ALTER TABLE accounts ADD COLUMN merged_into INTEGER REFERENCES accounts (number);
-- The domain of its mail addresses, lower case; may be empty.
ALTER TABLE accounts ADD COLUMN domain TEXT NOT NULL DEFAULT '';
-- Words parted by spaces, lower case.
ALTER TABLE accounts ADD COLUMN tags TEXT NOT NULL DEFAULT '';
CREATE INDEX accounts_domain ON accounts (domain) WHERE domain <> '';
CREATE INDEX accounts_merged ON accounts (merged_into) WHERE merged_into IS NOT NULL;

-- An account's page reads each table newest first, and its open and closed items apart.
DROP INDEX items_account;
CREATE INDEX items_account ON items (account, arrived_at);
CREATE INDEX items_account_open ON items (account, client_due, number) WHERE state = 'open';
CREATE INDEX items_account_closed ON items (account, closed_at, number) WHERE state = 'closed';
CREATE INDEX hand_offs_account ON hand_offs (account, given_at);
CREATE INDEX hand_offs_account_ended ON hand_offs (account, ended_at) WHERE ended_at IS NOT NULL;
CREATE INDEX calls_reached ON calls (account, at) WHERE outcome = 'connected';
-- What Accounts lists.
CREATE INDEX accounts_listed ON accounts (match_name, number) WHERE merged_into IS NULL;

CREATE TABLE people (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    account INTEGER NOT NULL REFERENCES accounts (number),
    name TEXT NOT NULL CHECK (name <> ''),
    match_name TEXT NOT NULL CHECK (match_name <> ''),
    role TEXT NOT NULL DEFAULT '',
    champion INTEGER NOT NULL DEFAULT 0 CHECK (champion IN (0, 1)),
    gone INTEGER NOT NULL DEFAULT 0 CHECK (gone IN (0, 1)),
    merged_into INTEGER REFERENCES people (number),
    words TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX people_account ON people (account, match_name);
CREATE INDEX people_name ON people (match_name);
-- Whom we know there: champions first.
CREATE INDEX people_there ON people (account, champion DESC, match_name) WHERE merged_into IS NULL AND gone = 0;

-- How an account or one of its people is reached. key: E.164 for a phone that can be read as one, else its digits;
-- the lower-case address for an e-mail.
CREATE TABLE reach (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    account INTEGER NOT NULL REFERENCES accounts (number),
    person INTEGER REFERENCES people (number),
    way TEXT NOT NULL CHECK (way IN ('phone', 'email')),
    shown TEXT NOT NULL CHECK (shown <> ''),
    key TEXT NOT NULL CHECK (key <> '')
) STRICT;
CREATE INDEX reach_account ON reach (account);
CREATE INDEX reach_person ON reach (person) WHERE person IS NOT NULL;
CREATE INDEX reach_key ON reach (key, account);

-- Derived: never logged; doctor compares and rebuilds.

-- The notes of an account's items: the last words with a client are found without looking at all that came in.
CREATE TABLE noted (
    account INTEGER NOT NULL,
    kind TEXT NOT NULL,
    at INTEGER NOT NULL,
    note INTEGER NOT NULL,
    PRIMARY KEY (account, kind, at, note)
) STRICT, WITHOUT ROWID;
INSERT INTO noted (account, kind, at, note)
    SELECT i.account, n.kind, n.at, n.number FROM notes n JOIN items i ON i.number = n.item;
CREATE TRIGGER noted_insert AFTER INSERT ON notes
BEGIN
    INSERT INTO noted (account, kind, at, note)
        SELECT account, new.kind, new.at, new.number FROM items WHERE number = new.item;
END;
CREATE TRIGGER noted_delete AFTER DELETE ON notes
BEGIN
    DELETE FROM noted WHERE account = (SELECT account FROM items WHERE number = old.item)
        AND kind = old.kind AND at = old.at AND note = old.number;
END;
CREATE TRIGGER noted_update AFTER UPDATE OF item, kind, at ON notes
BEGIN
    DELETE FROM noted WHERE account = (SELECT account FROM items WHERE number = old.item)
        AND kind = old.kind AND at = old.at AND note = old.number;
    INSERT INTO noted (account, kind, at, note)
        SELECT account, new.kind, new.at, new.number FROM items WHERE number = new.item;
END;
CREATE TRIGGER noted_item AFTER UPDATE OF account ON items WHEN old.account IS NOT new.account
BEGIN
    DELETE FROM noted WHERE account = old.account AND note IN (SELECT number FROM notes WHERE item = new.number);
    INSERT INTO noted (account, kind, at, note)
        SELECT new.account, kind, at, number FROM notes WHERE item = new.number;
END;

-- Accounts by anything: names, also those of accounts that were merged into them, tags, domain, people, and how they
-- are reached. What is written to account_words is the account that is to be read anew.
CREATE VIRTUAL TABLE account_search USING fts5 (
    name, tags, domain, people, reach,
    content = '', contentless_delete = 1,
    tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
);
CREATE VIEW account_words AS
    SELECT a.number AS account, a.name || ' ' || a.match_name || coalesce(' ' ||
            (SELECT group_concat(m.match_name, ' ') FROM accounts m WHERE m.merged_into = a.number), '') AS name,
        a.tags AS tags, a.domain AS domain,
        (SELECT group_concat(p.name || ' ' || p.match_name || ' ' || p.role, ' ') FROM people p
            WHERE p.account = a.number AND p.merged_into IS NULL) AS people,
        (SELECT group_concat(r.shown || ' ' || r.key, ' ') FROM reach r WHERE r.account = a.number) AS reach
    FROM accounts a WHERE a.merged_into IS NULL;
CREATE TRIGGER account_words_anew INSTEAD OF INSERT ON account_words
BEGIN
    DELETE FROM account_search WHERE rowid = new.account;
    INSERT INTO account_search (rowid, name, tags, domain, people, reach)
        SELECT account, name, tags, domain, people, reach FROM account_words WHERE account = new.account;
END;
INSERT INTO account_search (rowid, name, tags, domain, people, reach)
    SELECT account, name, tags, domain, people, reach FROM account_words ORDER BY account;
CREATE TRIGGER account_words_insert AFTER INSERT ON accounts
BEGIN
    INSERT INTO account_words (account) VALUES (new.number), (new.merged_into);
END;
CREATE TRIGGER account_words_delete AFTER DELETE ON accounts
BEGIN
    INSERT INTO account_words (account) VALUES (old.number), (old.merged_into);
END;
CREATE TRIGGER account_words_update AFTER UPDATE OF name, match_name, merged_into, tags, domain ON accounts
BEGIN
    INSERT INTO account_words (account) VALUES (new.number), (new.merged_into), (old.merged_into);
END;
CREATE TRIGGER account_words_person AFTER INSERT ON people
BEGIN
    INSERT INTO account_words (account) VALUES (new.account);
END;
CREATE TRIGGER account_words_person_gone AFTER DELETE ON people
BEGIN
    INSERT INTO account_words (account) VALUES (old.account);
END;
CREATE TRIGGER account_words_person_changed AFTER UPDATE OF account, name, match_name, role, merged_into ON people
BEGIN
    INSERT INTO account_words (account) VALUES (old.account), (new.account);
END;
CREATE TRIGGER account_words_reach AFTER INSERT ON reach
BEGIN
    INSERT INTO account_words (account) VALUES (new.account);
END;
CREATE TRIGGER account_words_reach_gone AFTER DELETE ON reach
BEGIN
    INSERT INTO account_words (account) VALUES (old.account);
END;
CREATE TRIGGER account_words_reach_changed AFTER UPDATE OF account, shown, key ON reach
BEGIN
    INSERT INTO account_words (account) VALUES (old.account), (new.account);
END;

-- Calls and meetings -------------------------------------------------------------------------------------------------

-- Which try of a chase a call was: 1 for the first; null for a connected call that nobody had tried to make before.
ALTER TABLE calls ADD COLUMN attempt INTEGER CHECK (attempt > 0);
-- The callback as which the chase goes on that this try belongs to; null once the chase is over.
ALTER TABLE calls ADD COLUMN chase INTEGER REFERENCES items (number);
CREATE INDEX calls_chase ON calls (chase, number) WHERE chase IS NOT NULL;
ALTER TABLE calls ADD COLUMN person_number INTEGER REFERENCES people (number);

-- What Calls lists first.
CREATE INDEX items_callbacks ON items (wake_at, number) WHERE state = 'open' AND standing_cue = 'callback';

-- A meeting or call from a calendar file or a phone's export. source and source_key find it again; one time of a
-- recurring event has the start it would have by its rule in the key, after a blank. ask_at: when the rep is asked what it
-- was. call: the log that answers it.
CREATE TABLE meetings (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    source TEXT NOT NULL CHECK (source IN ('calendar', 'phone')),
    source_key TEXT NOT NULL CHECK (source_key <> ''),
    starts_at INTEGER NOT NULL,
    ends_at INTEGER CHECK (ends_at >= starts_at),
    ask_at INTEGER NOT NULL,
    account INTEGER REFERENCES accounts (number),
    state TEXT NOT NULL CHECK (state IN ('open', 'logged', 'ignored', 'gone')),
    call INTEGER REFERENCES calls (number),
    title TEXT NOT NULL DEFAULT '',
    who TEXT NOT NULL DEFAULT '',
    CHECK ((state = 'logged') = (call IS NOT NULL))
) STRICT;
CREATE UNIQUE INDEX meetings_source ON meetings (source, source_key);
CREATE INDEX meetings_open ON meetings (ask_at, number) WHERE state = 'open';
CREATE INDEX meetings_account ON meetings (account, starts_at) WHERE state = 'open';

-- Which calls have gone into a file for another program, so that each goes only once.
CREATE TABLE call_exports (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    call INTEGER NOT NULL REFERENCES calls (number),
    target TEXT NOT NULL CHECK (target IN ('salesforce', 'hubspot', 'csv')),
    at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX call_exports_once ON call_exports (call, target);

-- The rep's own holidays. Between from_at and until_at nothing wakes; back_at: the rep has come back, and what was overdue
-- has been spread.
CREATE TABLE absences (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    from_at INTEGER NOT NULL,
    until_at INTEGER NOT NULL CHECK (until_at > from_at),
    back_at INTEGER
) STRICT;
CREATE UNIQUE INDEX absences_one ON absences ((back_at IS NULL)) WHERE back_at IS NULL;

-- Promises -----------------------------------------------------------------------------------------------------------

-- item: the follow-up that stands for it. about: the row it was made on. A promise without its proof can't be kept here:
-- evidence and seen for a real one, owner and owner_by for a dated one, approver and client_knows for a sponsored one,
-- whose value some approvers' authority depends on. said: what was said at its end.
CREATE TABLE promises (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    account INTEGER NOT NULL REFERENCES accounts (number),
    item INTEGER NOT NULL REFERENCES items (number),
    about INTEGER REFERENCES items (number),
    person INTEGER REFERENCES people (number),
    basis TEXT NOT NULL CHECK (basis IN ('real', 'dated', 'sponsored')),
    state TEXT NOT NULL CHECK (state IN ('open', 'kept', 'broken', 'released')),
    made_at INTEGER NOT NULL,
    due_at INTEGER NOT NULL,
    first_due_at INTEGER NOT NULL,
    ended_at INTEGER,
    owner INTEGER REFERENCES owners (number),
    owner_by INTEGER,
    client_knows INTEGER NOT NULL DEFAULT 0 CHECK (client_knows IN (0, 1)),
    value_minor INTEGER,
    currency TEXT,
    approver TEXT NOT NULL DEFAULT '',
    what TEXT NOT NULL CHECK (what <> ''),
    to_whom TEXT NOT NULL DEFAULT '',
    evidence TEXT NOT NULL DEFAULT '',
    seen TEXT NOT NULL DEFAULT '',
    said TEXT NOT NULL DEFAULT '',
    CHECK ((state = 'open') = (ended_at IS NULL)),
    CHECK (state <> 'broken' OR said <> ''),
    CHECK ((value_minor IS NULL) = (currency IS NULL)),
    CHECK (basis <> 'real' OR (evidence <> '' AND seen <> '')),
    CHECK (basis <> 'dated' OR (owner IS NOT NULL AND owner_by IS NOT NULL)),
    CHECK (basis <> 'sponsored' OR (approver <> '' AND client_knows = 1))
) STRICT;
CREATE UNIQUE INDEX promises_item ON promises (item);
CREATE INDEX promises_due ON promises (due_at, number) WHERE state = 'open';
CREATE INDEX promises_basis ON promises (basis, due_at, number) WHERE state = 'open';
CREATE INDEX promises_ended ON promises (ended_at DESC, number, basis, state) WHERE state <> 'open';
CREATE INDEX promises_made ON promises (made_at, basis, state);
-- What promises come to is counted by basis along these.
CREATE INDEX promises_basis_made ON promises (basis, made_at);
CREATE INDEX promises_basis_ended ON promises (basis, state, ended_at) WHERE state <> 'open';
CREATE INDEX promises_account ON promises (account, due_at, number);
CREATE INDEX promises_account_open ON promises (account, due_at) WHERE state = 'open';
CREATE INDEX promises_open ON promises (account, basis) WHERE state = 'open';
CREATE INDEX promises_about ON promises (about) WHERE about IS NOT NULL;

-- Outcomes, readings, checks -----------------------------------------------------------------------------------------

-- Values are millionths of the unit, so that they are exact. item: the follow-up that wakes when readings are stale.
CREATE TABLE outcomes (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    account INTEGER NOT NULL REFERENCES accounts (number),
    item INTEGER NOT NULL REFERENCES items (number),
    deal INTEGER REFERENCES deals (number),
    state TEXT NOT NULL CHECK (state IN ('open', 'reached', 'given_up')),
    better TEXT NOT NULL CHECK (better IN ('up', 'down')),
    baseline INTEGER NOT NULL,
    target INTEGER NOT NULL,
    target_on TEXT NOT NULL,
    made_at INTEGER NOT NULL,
    ended_at INTEGER,
    measure TEXT NOT NULL CHECK (measure <> ''),
    unit TEXT NOT NULL DEFAULT '',
    CHECK ((state = 'open') = (ended_at IS NULL)),
    CHECK ((better = 'up' AND target > baseline) OR (better = 'down' AND target < baseline))
) STRICT;
CREATE UNIQUE INDEX outcomes_item ON outcomes (item);
CREATE INDEX outcomes_open ON outcomes (account, number) WHERE state = 'open';
CREATE INDEX outcomes_account ON outcomes (account, number);
CREATE INDEX outcomes_ended ON outcomes (ended_at DESC, number) WHERE state <> 'open';
CREATE INDEX outcomes_deal ON outcomes (deal) WHERE deal IS NOT NULL;

CREATE TABLE readings (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    outcome INTEGER NOT NULL REFERENCES outcomes (number),
    at INTEGER NOT NULL,
    value INTEGER NOT NULL,
    source TEXT NOT NULL DEFAULT '',
    words TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX readings_outcome ON readings (outcome, at, number, value);
CREATE INDEX readings_at ON readings (at);

-- A look at a client so many days after the signature.
CREATE TABLE checks (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    account INTEGER NOT NULL REFERENCES accounts (number),
    deal INTEGER NOT NULL REFERENCES deals (number),
    item INTEGER NOT NULL REFERENCES items (number),
    days INTEGER NOT NULL CHECK (days > 0),
    due_at INTEGER NOT NULL,
    ending TEXT CHECK (ending IN ('fine', 'problem', 'opportunity')),
    ended_at INTEGER,
    made_item INTEGER REFERENCES items (number),
    made_deal INTEGER REFERENCES deals (number),
    words TEXT NOT NULL DEFAULT '',
    CHECK ((ending IS NULL) = (ended_at IS NULL))
) STRICT;
CREATE UNIQUE INDEX checks_item ON checks (item);
CREATE INDEX checks_due ON checks (due_at, number) WHERE ending IS NULL;
CREATE INDEX checks_ended ON checks (ended_at) WHERE ended_at IS NOT NULL;
CREATE INDEX checks_deal ON checks (deal);
CREATE INDEX checks_account ON checks (account, due_at);

-- Deals --------------------------------------------------------------------------------------------------------------

-- item: the follow-up that wakes when the close date is at risk. stage: a stage of the config; stage_at: since when.
-- wakes_at: when the date comes to be at risk, as last worked out; the item sleeps until then unless the rep set its
-- sleep.
CREATE TABLE deals (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    account INTEGER NOT NULL REFERENCES accounts (number),
    item INTEGER NOT NULL REFERENCES items (number),
    state TEXT NOT NULL CHECK (state IN ('open', 'won', 'lost')),
    stage TEXT NOT NULL CHECK (stage <> ''),
    stage_at INTEGER NOT NULL,
    value_minor INTEGER,
    currency TEXT,
    close_on TEXT NOT NULL,
    made_at INTEGER NOT NULL,
    ended_at INTEGER,
    wakes_at INTEGER,
    why TEXT CHECK (why IN ('mine', 'team', 'client', 'luck')),
    name TEXT NOT NULL CHECK (name <> ''),
    next_step TEXT NOT NULL DEFAULT '',
    CHECK ((value_minor IS NULL) = (currency IS NULL)),
    CHECK ((state = 'open') = (ended_at IS NULL) AND (state = 'open') = (why IS NULL))
) STRICT;
CREATE UNIQUE INDEX deals_item ON deals (item);
-- Holds the value, so that what a split of the pipeline comes to is read from the index alone.
CREATE INDEX deals_close ON deals (close_on, number, currency, value_minor) WHERE state = 'open';
CREATE INDEX deals_ended ON deals (ended_at DESC, number) WHERE state <> 'open';
CREATE INDEX deals_account ON deals (account, number);
CREATE INDEX deals_account_open ON deals (account, close_on) WHERE state = 'open';

-- Every move of a close date, with the one key that said why.
CREATE TABLE close_moves (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    deal INTEGER NOT NULL REFERENCES deals (number),
    at INTEGER NOT NULL,
    from_on TEXT NOT NULL,
    to_on TEXT NOT NULL,
    tag TEXT NOT NULL CHECK (tag IN ('always_wrong', 'new_obstacle'))
) STRICT;
CREATE INDEX close_moves_deal ON close_moves (deal, at);
CREATE INDEX close_moves_at ON close_moves (at, number);

-- What a deal needs, from whom, by when. item: the follow-up handed to the owner; null while it is not asked for yet.
-- owner null: the client's, or the rep's own step. place: the order of the steps. dropped: done_at is when it was found
-- not to be needed any more.
CREATE TABLE needs (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    deal INTEGER NOT NULL REFERENCES deals (number),
    item INTEGER REFERENCES items (number),
    owner INTEGER REFERENCES owners (number),
    place INTEGER NOT NULL,
    by_on TEXT,
    done_at INTEGER,
    dropped INTEGER NOT NULL DEFAULT 0 CHECK (dropped IN (0, 1)),
    what TEXT NOT NULL CHECK (what <> ''),
    CHECK (dropped = 0 OR done_at IS NOT NULL)
) STRICT;
CREATE INDEX needs_deal ON needs (deal, place);
CREATE UNIQUE INDEX needs_item ON needs (item) WHERE item IS NOT NULL;
CREATE INDEX needs_open ON needs (deal) WHERE done_at IS NULL;
CREATE INDEX needs_owner ON needs (owner) WHERE done_at IS NULL AND owner IS NOT NULL;
-- How long owners take for a follow-up: what steps are counted back by.
CREATE INDEX hand_offs_done_follow_up ON hand_offs (owner, ended_at, given_at) WHERE stage = 'done' AND kind = 'follow_up';

-- What each side conceded. answers: the concession of the other side that this one was given for.
CREATE TABLE concessions (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    deal INTEGER NOT NULL REFERENCES deals (number),
    side TEXT NOT NULL CHECK (side IN ('give', 'get')),
    at INTEGER NOT NULL,
    answers INTEGER REFERENCES concessions (number),
    what TEXT NOT NULL CHECK (what <> '')
) STRICT;
CREATE INDEX concessions_deal ON concessions (deal, at);

-- The day, in the rep's zone, on which the open deals were last counted back without being asked: once a day, since
-- the owners' times move. Derived: not logged.
CREATE TABLE deals_counted (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    on_day TEXT NOT NULL
) STRICT;
INSERT INTO deals_counted (one, on_day) VALUES (1, '');

-- Asks and events ----------------------------------------------------------------------------------------------------

-- An ask to an executive or to marketing. item: the follow-up that stands for it, whose newest hand-off says how far it
-- has come. about: the row it was made on. ending and came_of: what the rep said came of it.
CREATE TABLE asks (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    account INTEGER NOT NULL REFERENCES accounts (number),
    item INTEGER NOT NULL REFERENCES items (number),
    about INTEGER REFERENCES items (number),
    owner INTEGER NOT NULL REFERENCES owners (number),
    event INTEGER REFERENCES events (number),
    at INTEGER NOT NULL,
    ended_at INTEGER,
    ending TEXT CHECK (ending IN ('granted', 'declined', 'dropped')),
    why TEXT NOT NULL CHECK (why <> ''),
    common_ground TEXT NOT NULL DEFAULT '',
    ideal_result TEXT NOT NULL CHECK (ideal_result <> ''),
    draft TEXT NOT NULL DEFAULT '',
    came_of TEXT NOT NULL DEFAULT '',
    CHECK ((ending IS NULL) = (ended_at IS NULL))
) STRICT;
CREATE UNIQUE INDEX asks_item ON asks (item);
CREATE INDEX asks_owner ON asks (owner, at);
CREATE INDEX asks_account ON asks (account, at);
CREATE INDEX asks_at ON asks (at, number, owner);
CREATE INDEX asks_open ON asks (at, number) WHERE ended_at IS NULL;
CREATE INDEX asks_about ON asks (about) WHERE about IS NOT NULL;

CREATE TABLE events (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL CHECK (name <> ''),
    held_on TEXT NOT NULL,
    place TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX events_held ON events (held_on);

-- A client has one invitation to an event. owner: who invites them, null for the rep. ask: what brought it, and in whose
-- timeline it is told. at: since when it stands as it does.
CREATE TABLE invitations (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    event INTEGER NOT NULL REFERENCES events (number),
    account INTEGER NOT NULL REFERENCES accounts (number),
    person INTEGER REFERENCES people (number),
    owner INTEGER REFERENCES owners (number),
    ask INTEGER REFERENCES asks (number),
    state TEXT NOT NULL CHECK (state IN ('invited', 'coming', 'declined', 'came', 'stayed_away')),
    at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX invitations_once ON invitations (event, account);
CREATE INDEX invitations_account ON invitations (account, at);

-- What an owner has taken up and not finished: whose ear a client has.
CREATE INDEX hand_offs_taken_up ON hand_offs (owner, acknowledged_at, account) WHERE stage = 'acknowledged';

-- An owner may be an executive or marketing: asks to them count against asks_a_month.
ALTER TABLE owners ADD COLUMN part TEXT NOT NULL DEFAULT 'desk' CHECK (part IN ('desk', 'executive', 'marketing'));
ALTER TABLE owners ADD COLUMN asks_a_month INTEGER CHECK (asks_a_month >= 0);

-- Routing that learns ------------------------------------------------------------------------------------------------

-- Whom the row showed, when the rep picked another owner.
ALTER TABLE hand_offs ADD COLUMN instead_of INTEGER REFERENCES owners (number);
CREATE INDEX hand_offs_by_kind ON hand_offs (kind, number);

-- Monday -------------------------------------------------------------------------------------------------------------

-- The pipeline as it stood when a week began, or when the rep had it frozen; never changed. Not logged: nothing that the
-- rep did, and no undo takes it back. monday_on: the Monday of its week, in the rep's zone. deals: how many were open.
-- pipeline: those deals, as JSON.
CREATE TABLE snapshots (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    monday_on TEXT NOT NULL,
    at INTEGER NOT NULL,
    deals INTEGER NOT NULL,
    pipeline TEXT NOT NULL
) STRICT;
CREATE INDEX snapshots_monday ON snapshots (monday_on, at, deals);

-- The day, in the rep's zone, on which the screen last showed the morning by itself: once a day. Derived: not logged.
CREATE TABLE mornings (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    shown_on TEXT NOT NULL
) STRICT;
INSERT INTO mornings (one, shown_on) VALUES (1, '');

-- The week -----------------------------------------------------------------------------------------------------------

-- What was finished, beside all that is merely closed: imported history may be a hundred times as much. What
-- was played is a part of it again.
CREATE INDEX items_finished ON items (closed_at, number, kind, reason, state) WHERE ending = 'told';
CREATE INDEX items_played ON items (closed_at, number, kind, reason, state) WHERE ending = 'told' AND reason IS NOT NULL;
-- Whether a transaction was conducted is read from the index alone.
DROP INDEX hand_offs_item;
CREATE INDEX hand_offs_item ON hand_offs (item, number, given_at, stage);
CREATE INDEX items_kept ON items (kind, account) WHERE play = 'first_chair';
CREATE INDEX notes_heard ON notes (at, item) WHERE kind = 'heard';
CREATE INDEX checks_all_due ON checks (due_at);
-- What follow-ups' owners answered, asks among them.
CREATE INDEX hand_offs_ended_follow_up ON hand_offs (ended_at, stage, item, owner)
    WHERE ended_at IS NOT NULL AND kind = 'follow_up';
