//! What the boss card says of an account's deals: when they are to close, and what stands against that.

use super::{Ahead, Asked, LOOKED_AT, Result, Risk, day_of, short, time};
use crate::domain::deal::close::Verdict;
use crate::store::deals as stored;

/// Most deals that are counted back from their close date for one card.
const COUNTED: usize = 3;

impl Asked<'_> {
    pub(super) fn deals(&self, dates: &mut Vec<Ahead>, risks: &mut Vec<Risk>) -> Result<()> {
        let today = self.today();
        let (connection, settings) = (self.connection, self.settings);
        let mut paces = stored::Paces::new(connection, &settings.calendar);
        for (counted, deal) in stored::open_of(connection, self.account, LOOKED_AT)?
            .into_iter()
            .enumerate()
        {
            let (on, name) = (deal.close_on, deal.name.clone());
            if on < today {
                risks.push(Risk::CloseLate { on, deal: name });
                continue;
            }
            dates.push(self.day_ahead(on, format!("“{}” is to close", short(&name))));
            if counted >= COUNTED {
                continue;
            }
            let file = stored::glance(deal, &mut paces, settings, self.now)?;
            match file.count.verdict {
                Verdict::Breaks(_) => risks.push(Risk::NotInTime {
                    on,
                    deal: name,
                    why: file.verdict_words(today),
                }),
                Verdict::Unknown(_) => risks.push(Risk::TimeUnknown {
                    deal: name,
                    why: file.verdict_words(today),
                }),
                Verdict::Ended | Verdict::Past | Verdict::NoSteps | Verdict::InTime(_) => {}
            }
            risks.extend(file.rot_words().map(|how| Risk::Rots {
                deal: file.deal.name.clone(),
                how,
            }));
        }
        let needs = self.all(
            "SELECT n.by_on, n.what, coalesce(o.name, '')
             FROM deals d INDEXED BY deals_account_open CROSS JOIN needs n ON n.deal = d.number
             LEFT JOIN owners o ON o.number = n.owner
             WHERE d.account = ?1 AND d.state = 'open' AND n.done_at IS NULL AND n.by_on IS NOT NULL
             ORDER BY n.by_on, n.number LIMIT ?2",
            |row| {
                let (what, owner): (String, String) = (row.get(1)?, row.get(2)?);
                Ok((day_of(row.get_ref(0)?.as_str()?)?, what, owner))
            },
        )?;
        for (by, what, owner) in needs {
            if by < today {
                risks.push(Risk::NeedLate { by, what, owner });
            }
        }
        let gives = self.all(
            "SELECT c.at, c.what FROM deals d INDEXED BY deals_account_open CROSS JOIN concessions c ON c.deal = d.number
             WHERE d.account = ?1 AND d.state = 'open' AND c.side = 'give' AND c.answers IS NULL
                 AND NOT EXISTS (SELECT 1 FROM concessions g WHERE g.deal = c.deal AND g.answers = c.number)
             ORDER BY c.at DESC, c.number DESC LIMIT ?2",
            |row| {
                Ok(Risk::GiveWithoutGet {
                    at: time(row.get(0)?),
                    what: row.get(1)?,
                })
            },
        )?;
        risks.extend(gives);
        Ok(())
    }
}
