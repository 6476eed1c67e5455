//! Reads for the screen: bounded ones at once, those that may scan on the worker.

use crate::app::overlay::asked::AskFacts;
use crate::app::{
    AccountLoaded, AccountQuery, AskLoaded, AskQuery, BriefsOf, Loaded, OwnerCard, Query, Question, RowsQuery,
};
use crate::domain::Time;
use crate::domain::command::AccountRef;
use crate::domain::listing::{From, Window};
use crate::domain::owner::{Load, Owner};
use crate::domain::register::RegisterRow;
use crate::domain::routing::Router;
use crate::domain::settings::Settings;
use crate::store::{Reader, Result};

/// How many hand-offs the Week view is given to show; the export has them all.
const WEEK_LINES: usize = 500;

/// How many rows can be marked at once.
const MARKED: usize = 5_000;

/// How many clients are offered at once, and how many people of one.
const CLIENTS: usize = 50;
const PEOPLE: usize = 200;

/// How many events are listed.
const EVENTS: usize = 500;

/// A reading connection with what it takes to answer in the rep's terms.
pub(super) struct Desk {
    pub(super) reader: Reader,
    router: Option<Router>,
}

impl Desk {
    pub(super) const fn new(reader: Reader) -> Self {
        Self { reader, router: None }
    }

    /// Forgets the owners, who may have changed.
    pub(super) fn forget(&mut self) {
        self.router = None;
    }

    fn router(&mut self, settings: &Settings) -> Result<&Router> {
        if self.router.is_none() {
            self.router = Some(Router::new(settings, &self.reader.owners()?));
        }
        // Just set where it was missing, so the fallback is never made.
        Ok(self.router.get_or_insert_with(|| Router::new(settings, &[])))
    }

    /// Answers a bounded read.
    pub(super) fn read(&mut self, query: Query, settings: &Settings, now: Time) -> Result<Loaded> {
        Ok(match query {
            Query::Rows(asked) => self.rows(asked, settings, now)?,
            Query::Counts => Loaded::Counts(self.reader.counts()?),
            Query::Owners => {
                let owners = self.reader.owners()?;
                cards(owners.into_iter().map(|owner| (owner, Load::default())))
            }
            Query::OwnersAtWork => cards(self.reader.owners_with_load(&settings.calendar, now)?),
            Query::Detail(item) => {
                self.router(settings)?;
                let router = self.router.as_ref();
                let detail = match router {
                    Some(router) => self.reader.detail(item, router, settings, now)?,
                    None => None,
                };
                Loaded::Detail {
                    item,
                    detail: detail.map(Box::new),
                }
            }
            Query::Briefs(of) => self.briefs(of, settings, now)?,
            Query::Outcome(item) => Loaded::Outcome {
                item,
                file: self.reader.outcome_of(item)?.map(Box::new),
            },
            Query::Promise(item) => Loaded::Promise {
                item,
                promise: self.reader.promise(item)?.map(Box::new),
            },
            Query::Account(asked) => Loaded::Account(self.account(asked, settings, now)?),
            Query::Ask(asked) => Loaded::Ask(self.asked(asked, settings, now)?),
            Query::Register(asked) => self.register(asked, settings, now)?,
            Query::Page(record) => {
                self.router(settings)?;
                let page = match &self.router {
                    Some(router) => self.reader.page(record, (router, settings), now)?,
                    None => None,
                };
                Loaded::Page {
                    record,
                    page: page.map(Box::new),
                }
            }
            Query::Deal(number, key) => Loaded::Deal {
                key,
                file: self.reader.deal(number, settings, now)?.map(Box::new),
            },
            Query::Phones(account, item) => Loaded::Phones {
                account,
                numbers: self.reader.numbers_of(account, item, settings)?,
            },
            Query::Chase(client, item) => Loaded::Chase {
                chase: self.reader.chase(&client, item)?,
                client,
                item,
            },
        })
    }

    /// Answers a question that may scan.
    pub(super) fn answer(&mut self, question: Question, settings: &Settings, now: Time) -> Result<Loaded> {
        Ok(match question {
            Question::Rows(asked) => {
                self.forget();
                self.rows(asked, settings, now)?
            }
            Question::Register(asked) => {
                self.forget();
                self.register(asked, settings, now)?
            }
            Question::NextUp(account) => {
                Loaded::NextUp(self.reader.next_up(account, settings, now)?.map(Box::new))
            }
            Question::Numbers(scope) => {
                let mut items = self.reader.numbers(&scope, MARKED + 1)?;
                let more = items.len() > MARKED;
                items.truncate(MARKED);
                Loaded::Numbers { scope, items, more }
            }
            Question::Morning => Loaded::Morning(Box::new(self.reader.morning(now, &settings.calendar)?)),
            Question::Week(week) => Loaded::Week(Box::new(self.reader.week(
                week,
                settings,
                now,
                Some(WEEK_LINES),
            )?)),
            Question::Clients(typed) => {
                let found = self
                    .reader
                    .accounts_found(&typed, settings.country, "", CLIENTS)?;
                let accounts = found.into_iter().map(|line| (line.number, line.name)).collect();
                Loaded::Account(AccountLoaded::Found { typed, accounts })
            }
            Question::Accounts(typed) => {
                let names = self
                    .reader
                    .accounts_like(&typed, 8)?
                    .into_iter()
                    .map(|(_, name)| name)
                    .collect();
                Loaded::Accounts { typed, names }
            }
        })
    }

    fn rows(&mut self, asked: RowsQuery, settings: &Settings, now: Time) -> Result<Loaded> {
        self.router(settings)?;
        let Some(router) = &self.router else {
            return Ok(Loaded::Rows {
                asked,
                window: Window::default(),
            });
        };
        let followed = match asked.follow {
            Some(item) => self.reader.place_of(&asked.scope, item)?,
            None => None,
        };
        let limit = usize::try_from(asked.limit).unwrap_or(usize::MAX);
        let read = |from| self.reader.window(&asked.scope, from, limit, router, now);
        let mut window = read(followed.map_or(asked.from, From::Around))?;
        if window.rows.is_empty() && followed.is_none() {
            // The rows on that side are gone: show what there is.
            window = match asked.from {
                From::Around(_) => read(From::Bottom)?,
                From::Top | From::Bottom | From::After(_) | From::Before(_) => window,
            };
        }
        Ok(Loaded::Rows { asked, window })
    }

    fn account(&self, asked: AccountQuery, settings: &Settings, now: Time) -> Result<AccountLoaded> {
        Ok(match asked {
            AccountQuery::Card(account) => AccountLoaded::Card {
                account,
                card: self.reader.card(account, settings, now)?.map(Box::new),
            },
            AccountQuery::People(asked) => {
                let account = match &asked {
                    AccountRef::Number(account) => Some(*account),
                    AccountRef::Named(name) => self.reader.account_named(name)?.map(|(account, _)| account),
                };
                let people = match account {
                    Some(account) => self.reader.people_of(account, PEOPLE)?,
                    None => Vec::new(),
                };
                AccountLoaded::People { asked, people }
            }
            AccountQuery::Whole(account) => AccountLoaded::Whole(self.reader.account(account)?.map(Box::new)),
        })
    }

    fn asked(&self, asked: AskQuery, settings: &Settings, now: Time) -> Result<AskLoaded> {
        let today = settings.calendar.local(now).date_naive();
        Ok(match asked {
            AskQuery::For(account, item) => {
                let (ear, contact) = self.reader.known_for_ask(account, item, settings, now)?;
                let events = self.reader.events_around(today, EVENTS)?;
                AskLoaded::For {
                    account,
                    facts: Box::new(AskFacts {
                        ear,
                        contact,
                        events: events
                            .into_iter()
                            .map(|file| file.event)
                            .filter(|event| event.on >= today)
                            .collect(),
                    }),
                }
            }
            AskQuery::Whole(item) => {
                let ask = self.reader.ask(item)?;
                let own = ask
                    .as_ref()
                    .and_then(|ask| ask.event.as_ref().map(|(event, _)| *event));
                let events = self.reader.events_around(today, EVENTS)?;
                let known = events
                    .into_iter()
                    .map(|file| file.event)
                    .filter(|event| event.on >= today || Some(event.number) == own);
                AskLoaded::Whole {
                    item,
                    ask: ask.map(Box::new),
                    events: known.collect(),
                }
            }
            AskQuery::Events => AskLoaded::Events(self.reader.events_around(today, EVENTS)?),
            AskQuery::Ear => AskLoaded::Ear(self.reader.ear(settings, now)?),
        })
    }

    fn register(&mut self, asked: RowsQuery<RegisterRow>, settings: &Settings, now: Time) -> Result<Loaded> {
        self.router(settings)?;
        let Some(router) = &self.router else {
            return Ok(Loaded::Register {
                asked,
                window: Window::default(),
                summary: None,
            });
        };
        let with = (router, settings);
        let followed = match asked.follow {
            Some(record) => self.reader.place_in_register(&asked.scope, record, with, now)?,
            None => None,
        };
        let limit = usize::try_from(asked.limit).unwrap_or(usize::MAX);
        let read = |from: &From<_>| self.reader.register(&asked.scope, from, limit, with, now);
        let gone = followed.is_none() && matches!(asked.from, From::Around(_));
        let from = followed.map_or_else(|| asked.from.clone(), From::Around);
        let mut window = read(&from)?;
        if window.rows.is_empty() && gone {
            // The rows on that side are gone: show what there is.
            window = read(&From::Bottom)?;
        }
        let added = asked.follow.is_none() && matches!(asked.from, From::After(_) | From::Before(_));
        let summary = if added {
            None
        } else {
            Some(self.reader.register_summary(asked.scope.split, with, now)?)
        };
        Ok(Loaded::Register {
            asked,
            window,
            summary,
        })
    }

    fn briefs(&mut self, of: BriefsOf, settings: &Settings, now: Time) -> Result<Loaded> {
        let (text, tells) = match &of {
            BriefsOf::Rows(items) => {
                let (mut texts, mut tells) = (Vec::new(), Vec::new());
                self.router(settings)?;
                if let Some(router) = &self.router {
                    for &item in items {
                        let Some(detail) = self.reader.detail(item, router, settings, now)? else {
                            continue;
                        };
                        if !detail.brief.is_empty() {
                            texts.push(detail.brief);
                        }
                        if detail
                            .item
                            .hand_off()
                            .is_some_and(|hand_off| hand_off.told_at.is_none())
                        {
                            tells.push(item);
                        }
                    }
                }
                (texts.join("\n\n----\n\n"), tells)
            }
            BriefsOf::Owner(owner) => self.reader.untold_briefs(*owner)?,
            BriefsOf::Quote(item) => {
                let promise = self.reader.promise(*item)?;
                let quote = promise.map(|promise| promise.quote(&settings.calendar));
                (quote.unwrap_or_default(), Vec::new())
            }
            BriefsOf::LastHanded => match self.reader.last_handed()? {
                Some((item, brief, untold)) => (brief, if untold { vec![item] } else { Vec::new() }),
                None => (String::new(), Vec::new()),
            },
        };
        Ok(Loaded::Briefs { of, text, tells })
    }
}

/// The cards of those who have not left.
fn cards(owners: impl IntoIterator<Item = (Owner, Load)>) -> Loaded {
    let current = owners.into_iter().filter(|(owner, _)| !owner.retired);
    Loaded::Owners(current.map(|(owner, load)| OwnerCard { owner, load }).collect())
}
