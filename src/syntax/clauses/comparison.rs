//! Clauses of comparison, access and forecasts.
//!
//! In: the pair of such a clause. Out: the clause, or `None` for clauses of other files. Guaranteed now:
//! figures and municipalities are as written.

use crate::syntax::grammar::{Pair, Rule, child, children, first, has};
use crate::syntax::reader::Reader;
use crate::syntax::tree::{AverageKind, ClauseKind, PotentialLevel, Text, Visible};

pub(super) fn clause(reader: &mut Reader<'_>, pair: &Pair<'_>) -> Option<ClauseKind> {
    Some(match pair.as_rule() {
        Rule::national_average => ClauseKind::NationalAverage(average_kind(pair)?),
        Rule::region_average => ClauseKind::RegionAverage(average_kind(pair)?),
        Rule::comparison_group => group(reader, pair)?,
        Rule::rank_order => ClauseKind::RankOrder { lowest_first: has(pair, Rule::k_laveste) },
        Rule::exclude => ClauseKind::ExcludeMunicipalities(reader.codes(pair)),
        Rule::potential => ClauseKind::Potential(potential(reader, pair)?),
        Rule::may_see => {
            let who = child(pair, Rule::who)?;
            let who = Text { value: reader.written(&who).to_owned(), span: reader.span(&who) };
            ClauseKind::MaySee { who, what: children(pair, Rule::visible).filter_map(|what| visible(&what)).collect() }
        }
        Rule::forecast_basis => ClauseKind::ForecastBasis { years: reader.whole(pair)? },
        _ => return None,
    })
}

fn average_kind(pair: &Pair<'_>) -> Option<AverageKind> {
    Some(match first(&child(pair, Rule::average_kind)?)?.as_rule() {
        Rule::k_vaegtet => AverageKind::Weighted,
        Rule::k_uvaegtet => AverageKind::Unweighted,
        _ => AverageKind::Median,
    })
}

fn group(reader: &mut Reader<'_>, pair: &Pair<'_>) -> Option<ClauseKind> {
    let size = reader.whole(pair)?;
    if let Some(from) = child(pair, Rule::group_from) {
        return Some(ClauseKind::GroupFrom { size, file: reader.text(&from)? });
    }
    let nearest = child(pair, Rule::group_nearest)?;
    let by = children(&nearest, Rule::figure).map(|figure| reader.read_figure(&figure)).collect::<Option<Vec<_>>>()?;
    Some(ClauseKind::GroupNearest { size, by })
}

fn potential(reader: &mut Reader<'_>, pair: &Pair<'_>) -> Option<PotentialLevel> {
    if let Some(percentile) = child(pair, Rule::percentile) {
        return reader.number(&percentile).map(PotentialLevel::Percentile);
    }
    let national = has(pair, Rule::k_landsgennemsnit);
    Some(if national { PotentialLevel::NationalAverage } else { PotentialLevel::GroupAverage })
}

fn visible(pair: &Pair<'_>) -> Option<Visible> {
    Some(match first(pair)?.as_rule() {
        Rule::k_resultat => Visible::Result,
        Rule::k_taeller => Visible::Numerator,
        Rule::k_naevner => Visible::Denominator,
        _ => Visible::AllRows,
    })
}
