using System.Buffers;
using System.Numerics;

namespace Maillage.Features.Places.Search;

/// <summary>
/// One pass over the rows of an area: keeps those that answer the query, counts them, ranks them. What it allocates
/// depends on the page asked, never on how many places the country has.
/// </summary>
internal sealed class Scan : IDisposable
{
    /// <summary>Stops are looked for so many days ahead when no day is asked.</summary>
    internal const int StopDays = 30;

    /// <summary>The longest period of stops that is looked through.</summary>
    internal const int MaxStopDays = 92;

    private const int RowsAtOnce = 2048;

    // Bits of the filters that counts set aside one at a time; the first ones are those of the fact masks.
    private const int FreeFilter = 1 << 7;
    private const int WheelchairFilter = 1 << 8;
    private const int LanguageFilter = 1 << 9;

    /// <summary>Never set aside: the need is the question itself.</summary>
    private const int NeedFilter = 1 << 10;

    private static readonly FactField[] Fields =
    [
        PlaceFacts.Services,
        PlaceFacts.Audiences,
        PlaceFacts.SpecificNeeds,
        PlaceFacts.Fees,
        PlaceFacts.AccessModes,
        PlaceFacts.SupportModes,
        PlaceFacts.Programmes,
    ];

    private readonly DirectorySnapshot snapshot;
    private readonly DirectoryRows rows;
    private readonly PlaceQuery query;
    private readonly FilterCounts? counts;
    private readonly Calendars.Moments moments;
    private readonly BestRows best;
    private readonly Need? need;
    private readonly WordScores? words;
    private readonly (ulong Facts, int Filter)[] masks;
    private readonly bool hasPoint;
    private readonly bool asksMore;
    private readonly ulong[] required;
    private readonly int[] picks;
    private readonly ulong bestFacts;
    private readonly string[] localAudiences;
    private readonly bool[]? within;
    private readonly SpherePoint from;
    private readonly double maxChordSquared;
    private readonly int recent;
    private readonly ulong helpFacts;
    private readonly ulong nobodyFacts;
    private readonly ulong showsOpenNow;
    private readonly bool hasDetails;
    private readonly int plainReasons;
    private readonly int most;
    private double pruningChord = double.MaxValue;
    private HashSet<int>? seen;
    private int total;
    private double nearestChord = double.MaxValue;
    private int nearestEntry = -1;

    public Scan(DirectorySnapshot snapshot, PlaceQuery query, WordQuery typed, DateTime utcNow, FilterCounts? counts)
    {
        (this.snapshot, rows, this.query, this.counts) = (snapshot, snapshot.Rows, query, counts);
        moments = snapshot.Calendars.At(utcNow);
        best = new BestRows(Math.Max(1, query.Skip + query.Take));
        need = query.Need ?? typed.Need;
        words = typed.Groups.Count == 0 ? null : new WordScores(snapshot, typed, RowsAtOnce);
        masks = MasksOf(query);
        hasPoint = query.Near is not null;
        // One more than rows: the last one that is not kept is written there too.
        picks = ArrayPool<int>.Shared.Rent(RowsAtOnce + 1);
        bestFacts = PlaceFacts.Services.Pack(need?.Services ?? 0);
        localAudiences = query.LocalAudiences.Count == 0 ? [] : [.. query.LocalAudiences.Select(SearchText.Key)];
        within = query.Within is { } codes ? NumbersOf(codes) : null;
        asksMore =
            words is not null
            || within is not null
            || localAudiences.Length > 0
            || query.StopsOn is not null
            || query.Open is not null
            || query.Languages.Count > 0
            || counts is not null;
        from = SpherePoint.Of(query.Near ?? default);
        maxChordSquared = hasPoint ? SpherePoint.ChordSquaredOf(query.RadiusKm * 1000) : double.MaxValue;
        // When filters are counted, a row that fails one of them still counts for its other values.
        required = counts is null && masks.Length > 0 ? Array.ConvertAll(masks, mask => mask.Facts) : [];
        recent = moments.Today - Usefulness.RecentDays;
        helpFacts = need is null ? 0 : PlaceFacts.HelpsInPerson;
        var meansToGoThere = !Array.Exists(masks, mask => (mask.Facts & PlaceFacts.WithoutGoingThere) != 0);
        nobodyFacts = meansToGoThere ? PlaceFacts.NoPublic : 0;
        showsOpenNow = query.Open is null or { When: OpenWhen.Now } ? PlaceFacts.HasHours : 0;
        hasDetails =
            need is not null
            || words is not null
            || query.Languages.Count > 0
            || query.Open is { When: OpenWhen.At or OpenWhen.OnDay };
        plainReasons =
            (query.Open is { When: OpenWhen.EveningOrSaturday } ? PlainReasons.OpenWhenAsked : 0)
            | (query.WheelchairOnly ? PlainReasons.WheelchairAccess : 0);
        most = Usefulness.Most(typed.Groups.Count, need is not null);
    }

    public (IReadOnlyList<PlaceHit> Hits, int Total) Run()
    {
        if (query.Near is { } centre)
        {
            var runs = new NearbyRuns(rows, centre, query.RadiusKm * 1000);
            while (runs.Next(out var first, out var middle, out var end))
            {
                // From the centre outwards, so that the page soon fills with near places and few are offered in vain.
                VisitAll(middle, end);
                VisitAll(first, middle);
                if (!query.CountTotal && counts is null && best.IsFull)
                {
                    runs.Shrink((double)best.WorstScore + most + 1);
                }
            }
        }
        else
        {
            VisitAll(0, rows.Count);
        }

        return (Page(), total);
    }

    public void Dispose()
    {
        best.Dispose();
        ArrayPool<int>.Shared.Return(picks);
        words?.Dispose();
        if (within is not null)
        {
            ArrayPool<bool>.Shared.Return(within);
        }
    }

    private static (ulong Facts, int Filter)[] MasksOf(PlaceQuery query)
    {
        ReadOnlySpan<ulong> asked =
        [
            query.Services,
            query.Audiences,
            query.SpecificNeeds,
            query.Fees,
            query.AccessModes,
            query.SupportModes,
            query.Programmes,
        ];
        var masks = new List<(ulong, int)>(0);
        for (var field = 0; field < asked.Length; field++)
        {
            if (asked[field] != 0)
            {
                masks.Add((Fields[field].Pack(asked[field]), 1 << field));
            }
        }

        if (query.FreeOnly)
        {
            masks.Add((PlaceFacts.Free, FreeFilter));
        }

        if (query.Need is { AllServices: not 0 } need)
        {
            masks.Add((PlaceFacts.Services.Pack(need.AllServices), NeedFilter));
        }

        if (query.WheelchairOnly)
        {
            masks.Add((PlaceFacts.Wheelchair, WheelchairFilter));
        }

        return [.. masks];
    }

    private bool[] NumbersOf(IReadOnlySet<string> codes)
    {
        var numbers = ArrayPool<bool>.Shared.Rent(snapshot.CommuneCount);
        Array.Clear(numbers);
        foreach (var code in codes)
        {
            if (snapshot.NumberOfCommune(code) is { } number)
            {
                numbers[number] = true;
            }
        }

        return numbers;
    }

    private void VisitAll(int first, int end)
    {
        for (var start = first; start < end; start += RowsAtOnce)
        {
            Visit(start, Math.Min(start + RowsAtOnce, end));
        }
    }

    private void Visit(int first, int end)
    {
        var page = asksMore ? double.MaxValue : pruningChord;
        var (counted, picked) = rows.Pick(first, end, new(from, maxChordSquared, page, required), picks);
        total += asksMore ? 0 : counted;
        var scores = words is null ? default : words.Of(first, end);
        foreach (var row in picks.AsSpan(0, picked))
        {
            if ((rows.Facts[row] & PlaceFacts.Itinerant) != 0)
            {
                VisitItinerant(row);
            }
            else if (!asksMore)
            {
                Keep(row, ChordOf(row), wordScore: 0);
            }
            else if (words is null)
            {
                VisitFixed(row, wordScore: 0);
            }
            else if (scores[row - first] != WordScores.NoMatch)
            {
                VisitFixed(row, scores[row - first]);
            }
        }
    }

    private void VisitFixed(int row, int wordScore)
    {
        if (query.StopsOn is not null || !IsWithin(row) || !Welcomes(row))
        {
            return;
        }

        var failed = Failed(rows.Facts[row]) | FailedLanguages(row);
        if (failed != 0 && counts is null)
        {
            return;
        }

        var isOpen = query.Open is null || IsOpen(row, query.Open);
        if (counts is not null)
        {
            Tally(row, failed, isOpen, IsOpenNow(row), IsOpen(row, OpenFilter.EveningOrSaturday));
        }

        if (failed == 0 && isOpen)
        {
            total++;
            Keep(row, ChordOf(row), wordScore);
        }
    }

    /// <summary>A place with stops is met once, at the row where it serves best.</summary>
    private void VisitItinerant(int met)
    {
        var entry = rows[met].Entry;
        seen ??= [];
        if (!seen.Add(entry))
        {
            return;
        }

        var failed = Failed(rows.Facts[met]) | FailedLanguages(met);
        if (failed != 0 && counts is null)
        {
            return;
        }

        var (bestRow, bestChord, bestScore) = (-1, 0d, int.MaxValue);
        bool found = false,
            isOpen = false,
            isOpenNow = false,
            isOpenLate = false;
        foreach (var row in rows.OfEntry(entry))
        {
            var wordScore = words?.OfRow(row) ?? 0;
            if (
                wordScore == WordScores.NoMatch
                || !IsWithin(row)
                || !IsInReach(row, out var chord)
                || !Welcomes(row)
                || !IsOffered(row)
            )
            {
                continue;
            }

            found = true;
            var isOpenHere = query.Open is null || IsOpen(row, query.Open);
            isOpen |= isOpenHere;
            if (counts is not null)
            {
                isOpenNow |= IsOpenNow(row);
                isOpenLate |= IsOpen(row, OpenFilter.EveningOrSaturday);
            }

            if (isOpenHere && Score(row, chord, wordScore) is var score && score < bestScore)
            {
                (bestRow, bestChord, bestScore) = (row, chord, score);
            }
        }

        if (!found)
        {
            return;
        }

        if (counts is not null)
        {
            Tally(met, failed, isOpen, isOpenNow, isOpenLate);
        }

        if (failed == 0 && bestRow >= 0)
        {
            total++;
            Offer(bestRow, bestChord, bestScore);
        }
    }

    private void Keep(int row, double chord, int wordScore)
    {
        if (chord <= pruningChord)
        {
            Offer(row, chord, Score(row, chord, wordScore));
        }
    }

    private void Offer(int row, double chord, int score)
    {
        var entry = rows[row].Entry;
        if (chord < nearestChord || (chord == nearestChord && entry < nearestEntry))
        {
            (nearestChord, nearestEntry) = (chord, entry);
        }

        if (score <= best.WorstScore)
        {
            best.Offer(score, entry, row);
            // Further than this, no advantage brings a place onto the page any more: it is only counted.
            pruningChord = best.IsFull
                ? SpherePoint.SquareOf(Math.Max(0, (double)best.WorstScore + most + 1))
                : double.MaxValue;
        }
    }

    /// <summary>The bits of the filters that these facts do not satisfy.</summary>
    private int Failed(ulong facts)
    {
        var failed = 0;
        foreach (var (mask, filter) in masks)
        {
            if ((facts & mask) == 0)
            {
                failed |= filter;
            }
        }

        return failed;
    }

    private int FailedLanguages(int row) =>
        query.Languages.Count == 0 || Languages(row).Exists(spoken => Asked(spoken)) ? 0 : LanguageFilter;

    /// <summary>Square of the chord from the point asked; 0 without a point.</summary>
    private double ChordOf(int row) => hasPoint ? rows.ChordSquared(row, from) : 0;

    private bool IsWithin(int row) => within is null || (rows.Commune[row] >= 0 && within[rows.Commune[row]]);

    private bool IsInReach(int row, out double chord)
    {
        chord = ChordOf(row);
        return !hasPoint || (row < rows.Positioned && chord <= maxChordSquared);
    }

    /// <summary>For a place with stops: itself when no stop is asked, a stop when it takes place on the days asked.</summary>
    private bool IsOffered(int row) =>
        rows.Stop[row] < 0
            ? query.StopsOn is null && !(query.WithoutStops && HasNoHoursOfItsOwn(row))
            : !query.WithoutStops && FirstStop(row) is not null;

    /// <summary>What has stops and no hours of its own is met at its stops only: its address is where it is parked.</summary>
    private bool HasNoHoursOfItsOwn(int row) =>
        string.IsNullOrWhiteSpace(snapshot.EntryAt(rows[row].Entry).Place.OpeningHours);

    private bool Welcomes(int row)
    {
        if (localAudiences.Length == 0)
        {
            return true;
        }

        var place = Place(row);
        return place
            .Audiences.Concat(place.Services.SelectMany(service => service.Audiences ?? []))
            .Any(welcomed => localAudiences.Contains(SearchText.Key(welcomed)));
    }

    private DateOnly? FirstStop(int row)
    {
        if (rows[row].Calendar < 0)
        {
            return null;
        }

        var calendar = snapshot.Calendars[rows[row].Calendar];
        var now = TodayOf(rows[row].Calendar);
        var first = query.StopsOn?.From ?? now;
        var last = query.StopsOn?.To ?? now.AddDays(StopDays - 1);
        for (var days = 0; days < MaxStopDays && first <= last; days++, first = first.AddDays(1))
        {
            if (calendar.IsOpenOn(first) && !IsClosedOn(row, first))
            {
                return first;
            }
        }

        return null;
    }

    private bool IsOpen(int row, OpenFilter filter)
    {
        if (rows[row].Calendar < 0)
        {
            return false;
        }

        var calendar = snapshot.Calendars[rows[row].Calendar];
        switch (filter.When)
        {
            case OpenWhen.Now:
                return IsOpenNow(row);
            case OpenWhen.At:
                return calendar.IsOpenAt(
                        filter.Day.DayNumber * HoursCalendar.MinutesInDay + filter.Time.Hour * 60 + filter.Time.Minute
                    ) && !IsClosedOn(row, filter.Day);
            case OpenWhen.OnDay:
                return calendar.IsOpenOn(filter.Day) && !IsClosedOn(row, filter.Day);
            default:
                var first = TodayOf(rows[row].Calendar);
                for (var day = first; day < first.AddDays(7); day = day.AddDays(1))
                {
                    if (calendar.IsOpenLateOrSaturday(day) && !IsClosedOn(row, day))
                    {
                        return true;
                    }
                }

                return false;
        }
    }

    private bool IsOpenNow(int row)
    {
        var calendar = rows[row].Calendar;
        return calendar >= 0 && snapshot.Calendars.IsOpenNow(calendar, moments) && !IsClosedOn(row, TodayOf(calendar));
    }

    private DateOnly TodayOf(int calendar) =>
        DateOnly.FromDayNumber(snapshot.Calendars.MomentOf(calendar, moments) / HoursCalendar.MinutesInDay);

    private bool IsClosedOn(int row, DateOnly day) =>
        (rows.Facts[row] & PlaceFacts.HasClosures) != 0 && Entry(row).IsClosedOn(day);

    private int Score(int row, double chord, int wordScore)
    {
        var facts = rows.Facts[row];
        var score = (int)Math.Round(SpherePoint.MetresOf(chord)) - wordScore;
        score -= (facts & bestFacts) != 0 ? Usefulness.AnswersNeedBest : 0;
        score -= (facts & helpFacts) != 0 ? Usefulness.HelpsInPerson : 0;
        score -= (facts & PlaceFacts.HasPhone) != 0 ? Usefulness.HasPhone : 0;
        score += (facts & nobodyFacts) != 0 ? Usefulness.ReceivesNobody : 0;

        // Dates and hours are only read where they may still bring the place onto the page.
        var verified = (facts & PlaceFacts.WasVerified) != 0 ? Usefulness.VerifiedRecently : 0;
        var open = (facts & PlaceFacts.HasHours) != 0 ? Usefulness.OpenNow : 0;
        if (score - verified - open > best.WorstScore)
        {
            return score;
        }

        score -= verified != 0 && IsVerifiedRecently(row) ? verified : 0;
        return open != 0 && score - open <= best.WorstScore && IsOpenNow(row) ? score - open : score;
    }

    private bool IsVerifiedRecently(int row) => rows[row].VerifiedOn > recent;

    private void Tally(int row, int failed, bool isOpen, bool isOpenNow, bool isOpenLate)
    {
        var place = rows.Facts[row];
        if (isOpen)
        {
            for (var field = 0; field < Fields.Length; field++)
            {
                if ((failed & ~(1 << field)) == 0)
                {
                    Tally(CountsOf(field), (place & Fields[field].Mask) >> Fields[field].Offset);
                }
            }

            counts!.Free += (failed & ~FreeFilter) == 0 && (place & PlaceFacts.Free) != 0 ? 1 : 0;
            counts.Wheelchair += (failed & ~WheelchairFilter) == 0 && (place & PlaceFacts.Wheelchair) != 0 ? 1 : 0;
            if ((failed & ~LanguageFilter) == 0)
            {
                foreach (var language in Languages(row))
                {
                    counts.Languages[language] = counts.Languages.GetValueOrDefault(language) + 1;
                }
            }
        }

        if (failed == 0)
        {
            counts!.OpenNow += isOpenNow ? 1 : 0;
            counts.EveningOrSaturday += isOpenLate ? 1 : 0;
        }
    }

    private static void Tally(int[] counts, ulong values)
    {
        for (; values != 0; values &= values - 1)
        {
            counts[BitOperations.TrailingZeroCount(values)]++;
        }
    }

    private int[] CountsOf(int field) =>
        field switch
        {
            0 => counts!.Services,
            1 => counts!.Audiences,
            2 => counts!.SpecificNeeds,
            3 => counts!.Fees,
            4 => counts!.AccessModes,
            5 => counts!.SupportModes,
            _ => counts!.Programmes,
        };

    private PlaceHit[] Page()
    {
        var ranked = best.Sorted();
        ranked = ranked[Math.Min(query.Skip, ranked.Length)..];
        var hits = new PlaceHit[Math.Min(query.Take, ranked.Length)];
        for (var i = 0; i < hits.Length; i++)
        {
            hits[i] = HitOf(ranked[i]);
        }

        return hits;
    }

    private PlaceHit HitOf(int row)
    {
        var entry = Entry(row);
        var stop =
            rows.Stop[row] >= 0 && FirstStop(row) is { } day
                ? new StopHit(entry.Place.Stops[rows.Stop[row]], day)
                : null;
        double? metres = hasPoint ? SpherePoint.MetresOf(rows.ChordSquared(row, from)) : null;
        return new PlaceHit(entry, metres, stop, ReasonsFor(row, stop));
    }

    private IReadOnlyList<Reason> ReasonsFor(int row, StopHit? stop)
    {
        var facts = rows.Facts[row];
        var plain =
            plainReasons
            | (hasPoint && rows[row].Entry == nearestEntry ? PlainReasons.Nearest : 0)
            | ((facts & showsOpenNow) != 0 && IsOpenNow(row) ? PlainReasons.OpenNow : 0)
            | ((facts & PlaceFacts.Free) != 0 ? PlainReasons.Free : 0)
            | ((facts & PlaceFacts.WasVerified) != 0 && IsVerifiedRecently(row) ? PlainReasons.VerifiedRecently : 0);
        if (!hasDetails && stop is null)
        {
            return PlainReasons.Of(plain);
        }

        var reasons = new List<Reason>(8);
        if (need is not null && (facts & PlaceFacts.Services.Pack(need.AllServices)) != 0)
        {
            var withYou = (facts & PlaceFacts.HelpsInPerson) != 0;
            reasons.Add(new Reason(withYou ? ReasonKind.DoesNeedWithYou : ReasonKind.DoesNeed, need.Code));
        }

        if (words?.NameOf(row) is { } word)
        {
            reasons.Add(new Reason(ReasonKind.NamedSo, word));
        }

        if (stop is not null)
        {
            reasons.Add(new Reason(ReasonKind.StopNear, stop.Stop.Where, stop.On));
        }

        if (query.Open is { When: OpenWhen.At or OpenWhen.OnDay } open)
        {
            reasons.Add(new Reason(ReasonKind.OpenWhenAsked, On: open.Day));
        }

        if (query.Languages.Count > 0)
        {
            reasons.AddRange(
                Languages(row).Where(Asked).Select(spoken => new Reason(ReasonKind.SpeaksLanguage, spoken))
            );
        }

        reasons.AddRange(PlainReasons.Of(plain));
        return reasons;
    }

    private DirectoryEntry Entry(int row) => snapshot.EntryAt(rows[row].Entry);

    private Place Place(int row) => Entry(row).Place;

    private List<string> Languages(int row) => Place(row).Languages;

    private bool Asked(string spoken) => query.Languages.Contains(spoken, StringComparer.OrdinalIgnoreCase);
}
