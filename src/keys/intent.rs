//! Intents: what a key asks for, whatever key it is. Each has a stable name for the keymap, a label for the footer
//! and words for help and the palette.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// What an intent is about: the headings of help, in its order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    /// Moving the selection, opening and going back.
    Moving,
    /// Going to a view.
    Views,
    /// Handing off, and what the owner does with it.
    HandingOff,
    /// What the client hears, and the end of a row.
    Client,
    /// Accounts and the people there.
    Accounts,
    /// The row itself: marks, star, edit.
    Rows,
    /// The owners.
    Orchestra,
    /// Deals.
    Deals,
    /// The week.
    Week,
    /// Search, filter, palette.
    Finding,
    /// Undo, help, quit.
    Program,
    /// The choices of an overlay.
    Choices,
}

impl Group {
    /// The heading.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Moving => "Moving",
            Self::Views => "Views",
            Self::HandingOff => "Handing off",
            Self::Client => "The client",
            Self::Accounts => "Accounts and people",
            Self::Rows => "Rows",
            Self::Orchestra => "Owners",
            Self::Deals => "Deals",
            Self::Week => "The week",
            Self::Finding => "Finding",
            Self::Program => "Program",
            Self::Choices => "Here",
        }
    }
}

macro_rules! intents {
    ($($group:ident { $($variant:ident, $name:literal, $label:literal, $words:literal;)+ })+) => {
        /// What a key asks for.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Intent {
            $($(#[doc = $words] $variant,)+)+
            /// Hand off to the owner who holds this seat, 1 to 9.
            Seat(u8),
        }

        /// Name, label, words and group of every intent but the seats.
        const TABLE: &[(Intent, &str, &str, &str, Group)] = &[
            $($((Intent::$variant, $name, $label, $words, Group::$group),)+)+
        ];

        impl Intent {
            const fn row(self) -> (&'static str, &'static str, &'static str, Group) {
                match self {
                    $($(Self::$variant => ($name, $label, $words, Group::$group),)+)+
                    Self::Seat(seat) => (
                        seat_name(seat),
                        "to that seat",
                        "hand off to the owner of that seat",
                        Group::HandingOff,
                    ),
                }
            }
        }
    };
}

intents! {
    Moving {
        Down, "down", "down", "move down";
        Up, "up", "up", "move up";
        Top, "top", "first", "move to the first row";
        Bottom, "bottom", "last", "move to the last row";
        HalfPageDown, "half_page_down", "half page down", "move down half a page";
        HalfPageUp, "half_page_up", "half page up", "move up half a page";
        PageDown, "page_down", "page down", "move down a page";
        PageUp, "page_up", "page up", "move up a page";
        Open, "open", "open", "open";
        Back, "back", "back", "back: close what is open, clear marks and filter";
        Leave, "leave", "back", "back; at the top, quit";
        NextSplit, "next_split", "next split", "next split of the list";
        PreviousSplit, "previous_split", "previous split", "previous split of the list";
        NextItem, "next_item", "next item", "open the next item of the list";
        PreviousItem, "previous_item", "previous item", "open the previous item of the list";
    }
    Views {
        GoInbox, "go_inbox", "Inbox", "go to Inbox";
        GoWaiting, "go_waiting", "Waiting", "go to Waiting";
        GoCalls, "go_calls", "Calls", "go to Calls";
        GoAccounts, "go_accounts", "Accounts", "go to Accounts";
        GoPromises, "go_promises", "Promises", "go to Promises";
        GoOutcomes, "go_outcomes", "Outcomes", "go to Outcomes";
        GoPipeline, "go_pipeline", "Pipeline", "go to Pipeline";
        GoLater, "go_later", "Later", "go to Later";
        GoDone, "go_done", "Done", "go to Done";
        GoOrchestra, "go_orchestra", "Orchestra", "go to Orchestra";
        GoWeek, "go_week", "Week", "go to Week";
        ShowMorning, "show_morning", "morning", "this morning, in words";
    }
    HandingOff {
        HandOff, "hand_off", "hand off", "hand off to the owner shown";
        PickOwner, "pick_owner", "to another", "hand off to an owner you pick";
        Why, "why", "why", "say why the row would go to that owner";
        OwnerAcknowledged, "owner_acknowledged", "acknowledged", "the owner has it, and by when";
        OwnerDone, "owner_done", "done", "the owner says it is done";
        OwnerReturned, "owner_returned", "returned", "the owner gave it back";
        Recall, "recall", "recall", "take it back from the owner";
        Nudge, "nudge", "nudge", "nudge the owner";
        Escalate, "escalate", "escalate", "escalate, or ask an executive or marketing";
        CopyBrief, "copy_brief", "copy brief", "copy this row's brief, which tells its owner";
        CopyLastBrief, "copy_last_brief", "copy last brief", "copy the brief last handed off, which tells its owner";
        WriteRule, "write_rule", "make it a rule", "write the rule that your last hand-offs teach into the config";
        MarkTold, "mark_told", "owner told", "mark the owner as told";
    }
    Client {
        Tell, "tell", "client told", "client told: what, and when the client hears next";
        Finish, "finish", "finish", "finish: is the client told?";
        Keep, "keep", "first chair", "first chair: keep it, with the reason";
        Snooze, "snooze", "snooze", "snooze until a time";
        LogCall, "log_call", "call", "log a call on this row";
        LogCallAnybody, "log_call_anybody", "call anybody", "log a call for anybody";
        Dial, "dial", "dial", "dial the client's number, by the program of the config";
        NextUp, "next_up", "Next!", "Next! what comes after calls that reached nobody";
        MeetingNoAnswer, "meeting_no_answer", "no answer", "a call without a log: nobody answered";
        Listen, "listen", "listen", "listen to a support call, then hand off";
        Promise, "promise", "promise", "promise the client something, with its proof";
        TakeReading, "take_reading", "reading", "take a reading of this outcome";
        Dismiss, "dismiss", "dismiss", "dismiss: nobody's work; asks first";
        Reopen, "reopen", "reopen", "open a closed row again";
    }
    Accounts {
        BossCard, "boss_card", "boss card", "the client's boss card: five lines to say aloud";
        People, "people", "people", "who is who at the client: see, add, edit";
        AddAccount, "add_account", "add account", "add an account";
        MergeAccounts, "merge_accounts", "merge", "make the account part of another";
    }
    Rows {
        AddItem, "add_item", "add", "add an item in one line";
        Edit, "edit", "edit", "edit the row";
        Note, "note", "note", "add a note";
        Star, "star", "urgent", "star as urgent, or not any more";
        CopyQuote, "copy_quote", "copy quote", "copy what can be quoted of this promise";
        Repeat, "repeat", "repeat", "repeat the last action on this row";
        Mark, "mark", "mark", "mark the row, or take its mark away";
        MarkRange, "mark_range", "mark range", "mark from the last mark to here";
        MarkAll, "mark_all", "mark all", "mark every row of the list";
    }
    Orchestra {
        CopyUntold, "copy_untold", "copy untold", "copy the owner's untold briefs as one message, which tells them";
        MarkOwnerTold, "mark_owner_told", "told", "mark the owner's untold hand-offs as told";
        AddOwner, "add_owner", "add owner", "add an owner";
        EditOwner, "edit_owner", "edit owner", "edit the owner's card";
        Events, "events", "events", "the events, and who is invited to them";
    }
    Deals {
        AddDeal, "add_deal", "add deal", "enter a deal";
        DealNextStep, "next_step", "next step", "write what you do next about the deal";
        DealMove, "move_close_date", "another date", "move the close date, and say why";
        DealStage, "deal_stage", "stage", "move the deal to another stage";
        DealNeed, "add_need", "needs", "name a step that the deal needs, of an owner or not";
        DealStepDone, "need_done", "step done", "a step that the deal needs is done";
        DealAskStep, "ask_need", "ask now", "hand a planned step to its owner";
        DealGive, "give", "give", "note what was conceded to the client";
        DealGet, "get", "get", "note what the client conceded";
        DealWin, "win_deal", "won", "the client signed; asks whose doing it was";
        DealLose, "lose_deal", "lost", "the client did not sign; asks whose doing it was";
    }
    Week {
        PreviousWeek, "previous_week", "week before", "the week before";
        NextWeek, "next_week", "week after", "the week after";
        ThisWeek, "this_week", "this week", "the running week";
        ExportMarkdown, "export_markdown", "Markdown", "export the week as Markdown";
        ExportHtml, "export_html", "HTML", "export the week as HTML";
        ExportCsv, "export_csv", "CSV", "export the week as CSV";
        ExportJson, "export_json", "JSON", "export the week as JSON";
        CopyWeek, "copy_week", "copy", "copy the week as Markdown";
    }
    Finding {
        Search, "search", "search", "search everything";
        SearchNext, "search_next", "next match", "next match";
        SearchPrevious, "search_previous", "match before", "previous match";
        Filter, "filter", "filter", "filter this list";
        Palette, "palette", "palette", "every action, by name";
    }
    Program {
        Undo, "undo", "undo", "undo what the status line names";
        Redo, "redo", "redo", "redo what was undone last";
        GoAway, "go_away", "away", "say that you are away, and lend rows to a stand-in";
        ComeBack, "come_back", "back", "say that you are back, and spread what is overdue";
        Help, "help", "all keys", "every key of this screen";
        Redraw, "redraw", "redraw", "draw the screen anew";
        Suspend, "suspend", "suspend", "suspend the program to the shell";
        Quit, "quit", "quit", "quit";
    }
    Choices {
        Accept, "accept", "accept", "accept";
        CopyCard, "copy_card", "copy", "copy the card";
        Cancel, "cancel", "cancel", "close without doing it";
        NextField, "next_field", "next field", "next field";
        PreviousField, "previous_field", "previous field", "previous field";
        NewLine, "new_line", "new line", "begin a new line";
        SaveOnly, "save_only", "save only", "save, without the hand-off";
        Yes, "yes", "yes", "yes";
        No, "no", "no", "no";
        CreditMine, "credit_mine", "my doing", "it was my doing";
        CreditTeam, "credit_team", "the team's", "it was the team's doing";
        CreditClient, "credit_client", "the client's", "it was the client's doing";
        CreditLuck, "credit_luck", "luck", "it was luck";
        CloseAlwaysWrong, "close_always_wrong", "always wrong", "the date was always wrong";
        CloseNewObstacle, "close_new_obstacle", "a new obstacle", "there is a new obstacle";
        SnoozeNextMorning, "snooze_next_morning", "next working morning", "until the next working morning";
        SnoozeLaterToday, "snooze_later_today", "later today", "until later today";
        SnoozeNextWeek, "snooze_next_week", "next week", "until next week";
        SnoozeMonth, "snooze_month", "in a month", "until a month from now";
        SnoozeText, "snooze_text", "write when", "write the time: tomorrow 9am, fri, in 3 days";
        ReasonNoOwner, "reason_no_owner", "no owner", "there is no owner for it";
        ReasonOwnerOverloaded, "reason_owner_overloaded", "owner overloaded", "the owner has too much already";
        ReasonFasterMyself, "reason_faster_myself", "faster myself", "it is faster to do it myself";
        ReasonClientInsisted, "reason_client_insisted", "client insisted", "the client insisted";
        ReasonHabit, "reason_habit", "habit", "habit";
        OutcomeConnected, "outcome_connected", "connected", "spoke with the client";
        OutcomeVoicemail, "outcome_voicemail", "voicemail", "reached the voicemail";
        OutcomeLeftMessage, "outcome_left_message", "left message", "left a message with somebody";
        OutcomeNoAnswer, "outcome_no_answer", "no answer", "nobody picked up";
        OutcomeBusy, "outcome_busy", "busy", "the line was busy";
        OutcomeWrongNumber, "outcome_wrong_number", "wrong number", "not the client's number";
        NextPerson, "next_person", "another person", "call another person there";
        NextAccount, "next_account", "most in need", "call the client most in need of a call";
        NextNote, "next_note", "one last note", "send one last note, and call no more";
        SpreadOne, "spread_one", "all today", "all of it today";
        SpreadTwo, "spread_two", "2 days", "over two working days";
        SpreadThree, "spread_three", "3 days", "over three working days";
        SpreadFive, "spread_five", "5 days", "over five working days";
        NextRest, "next_rest", "let it rest", "let it rest until a date";
        MoodCalm, "mood_calm", "calm", "the client was calm";
        MoodWorried, "mood_worried", "worried", "the client was worried";
        MoodAnnoyed, "mood_annoyed", "annoyed", "the client was annoyed";
        MoodAngry, "mood_angry", "angry", "the client was angry";
        MoodUnknown, "mood_unknown", "skip", "leave the mood open";
        BasisReal, "basis_real", "real", "real: it exists and works";
        BasisDated, "basis_dated", "dated", "dated: somebody here has given a date, and gets it";
        BasisSponsored, "basis_sponsored", "sponsored", "sponsored: future work that was approved, as the client knows";
        OutcomeReached, "outcome_reached", "reached", "reached: the latest reading meets the target";
        OutcomeGivenUp, "outcome_given_up", "given up", "given up: it is followed no more";
        CheckFine, "check_fine", "fine", "fine";
        CheckProblem, "check_problem", "problem", "a problem: makes a support call, handed off";
        CheckOpportunity, "check_opportunity", "opportunity", "an opportunity: makes a deal";
        PromiseKept, "promise_kept", "kept", "kept";
        PromiseBroken, "promise_broken", "broken", "broken: say what the client was told";
        PromiseReleased, "promise_released", "released", "released: the client does not want it any more";
        EscalateNow, "escalate_now", "escalate", "escalate it to the person named for the owner";
        AskSomebody, "ask_somebody", "ask", "ask an executive or marketing for something";
        AskGranted, "ask_granted", "it came about", "it came about";
        AskDeclined, "ask_declined", "declined", "they declined";
        AskDropped, "ask_dropped", "not needed", "it is not needed any more";
        AddEvent, "add_event", "add event", "enter an event";
        EditEvent, "edit_event", "edit", "change the event";
        InviteClient, "invite_client", "invite", "invite a client";
        InvitationComing, "invitation_coming", "coming", "they are coming";
        InvitationDeclined, "invitation_declined", "declined", "they declined";
        InvitationCame, "invitation_came", "came", "they came";
        InvitationStayedAway, "invitation_stayed_away", "stayed away", "they stayed away";
        WelcomeOwners, "welcome_owners", "enter owners", "enter the first owners";
        WelcomeDemo, "welcome_demo", "look at the demo", "look at the demo, on made-up data";
        WelcomeStart, "welcome_start", "start empty", "start with an empty store";
    }
}

const fn seat_name(seat: u8) -> &'static str {
    match seat {
        1 => "seat_1",
        2 => "seat_2",
        3 => "seat_3",
        4 => "seat_4",
        5 => "seat_5",
        6 => "seat_6",
        7 => "seat_7",
        8 => "seat_8",
        9 => "seat_9",
        _ => "seat",
    }
}

impl Intent {
    /// Every intent, in the order of help: the seats end *handing off*.
    pub fn all() -> impl Iterator<Item = Self> {
        TABLE.iter().flat_map(|&(intent, ..)| {
            let seats = 1..=(if intent == Self::MarkTold { 9 } else { 0 });
            std::iter::once(intent).chain(seats.map(Self::Seat))
        })
    }

    /// The intent of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        // Asked for every binding before the first frame: the table alone is quicker to go through than all intents.
        let row = TABLE.iter().find(|(_, known, ..)| *known == name);
        row.map(|(intent, ..)| *intent)
            .or_else(|| (1..=9).map(Self::Seat).find(|seat| seat.name() == name))
    }

    /// The stable name, as in the keymap: `hand_off`, `seat_3`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.row().0
    }

    /// A word or two for the footer: `hand off`.
    #[must_use]
    pub const fn label(self) -> &'static str {
        self.row().1
    }

    /// What it does, for help and the palette: `hand off to the owner shown`.
    #[must_use]
    pub const fn words(self) -> &'static str {
        self.row().2
    }

    /// What it is about.
    #[must_use]
    pub const fn group(self) -> Group {
        self.row().3
    }

    /// Whether the palette lists it: everything but plain moving and the choices of an overlay.
    #[must_use]
    pub const fn in_palette(self) -> bool {
        !matches!(self.group(), Group::Moving | Group::Choices)
    }

    /// Whether it acts on the selected or marked rows (or the selected owner) and leads to a change of their data.
    /// The screen holds these back while the rep has not yet seen what is selected now.
    #[must_use]
    pub const fn is_action(self) -> bool {
        match self.group() {
            Group::HandingOff => !matches!(self, Self::Why | Self::CopyLastBrief | Self::WriteRule),
            Group::Client => !matches!(self, Self::LogCallAnybody | Self::Dial | Self::NextUp),
            Group::Accounts => matches!(self, Self::MergeAccounts),
            Group::Rows => matches!(self, Self::Edit | Self::Note | Self::Star | Self::Repeat),
            Group::Orchestra => !matches!(self, Self::AddOwner),
            Group::Deals => !matches!(self, Self::AddDeal),
            Group::Moving | Group::Views | Group::Week | Group::Finding | Group::Program | Group::Choices => {
                false
            }
        }
    }

    /// Whether it takes something away, if only until undone. None of these may sit on an unshifted letter.
    #[must_use]
    pub const fn is_destructive(self) -> bool {
        matches!(self, Self::Dismiss)
    }
}

impl fmt::Display for Intent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl Serialize for Intent {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

impl<'de> Deserialize<'de> for Intent {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        Self::named(&name).ok_or_else(|| de::Error::custom(format!("`{name}` is no action of downbeat")))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_intent_has_its_own_name_and_is_found_by_it() {
        let names: BTreeSet<&str> = Intent::all().map(Intent::name).collect();
        assert_eq!(names.len(), Intent::all().count());
        for intent in Intent::all() {
            assert_eq!(Intent::named(intent.name()), Some(intent));
        }
        assert_eq!(
            Intent::all().filter(|i| matches!(i, Intent::Seat(1..=9))).count(),
            9
        );
    }

    #[test]
    fn words_fit_a_line_of_help_and_labels_fit_a_footer() {
        for intent in Intent::all() {
            assert!(
                !intent.words().is_empty() && intent.words().len() <= 64,
                "{intent}: {}",
                intent.words()
            );
            assert!(
                !intent.label().is_empty() && intent.label().len() <= 20,
                "{intent}: {}",
                intent.label()
            );
        }
    }

    #[test]
    fn moving_and_looking_are_no_actions() {
        for intent in [
            Intent::Down,
            Intent::GoDone,
            Intent::Search,
            Intent::Undo,
            Intent::Mark,
            Intent::AddItem,
        ] {
            assert!(!intent.is_action(), "{intent}");
        }
        for intent in [
            Intent::HandOff,
            Intent::Seat(3),
            Intent::Dismiss,
            Intent::CopyBrief,
            Intent::CopyUntold,
        ] {
            assert!(intent.is_action(), "{intent}");
        }
    }
}
