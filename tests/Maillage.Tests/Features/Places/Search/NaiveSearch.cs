using System.Collections.Concurrent;
using Maillage.Features.Places;
using Maillage.Features.Places.Hours;
using Maillage.Features.Places.Search;
using Maillage.Features.Territories;

namespace Maillage.Tests.Features.Places.Search;

/// <summary>What a search means, said as plainly as possible: every place is looked at, nothing is prepared.</summary>
internal sealed class NaiveSearch(DirectorySnapshot snapshot, Func<string?, Commune?> communeOf)
{
    private static readonly ConcurrentDictionary<(string, HoursContext, DateOnly), IReadOnlyList<HoursInterval>> Days =
    [];

    private static readonly ulong Remote = Vocabularies.SupportModes.Find("À distance")!.Mask;

    private static readonly ulong WithoutComing = Vocabularies.AccessModes.MaskOf([
        "Téléphoner",
        "Contacter par mail",
        "Ce lieu n'accueille pas de public",
    ]);

    private readonly Position[] positions = [.. snapshot.Entries.SelectMany(entry => PositionsOf(entry, communeOf))];

    public sealed record Hit(string Slug, int Stop, double? Metres, int Score);

    public IReadOnlyList<Hit> Run(PlaceQuery query, DateTime utcNow)
    {
        var words = WordQuery.Read(query.Words, snapshot.Text);
        if (words.Hopeless)
        {
            return [];
        }

        return
        [
            .. positions
                .Where(position => Answers(position, query, words, utcNow))
                .Select(position => Rank(position, query, words, utcNow))
                .GroupBy(hit => hit.Slug)
                .Select(hits => hits.OrderBy(hit => hit.Score).ThenBy(hit => hit.Stop).First())
                .OrderBy(hit => hit.Score)
                .ThenBy(hit => hit.Slug, StringComparer.Ordinal),
        ];
    }

    private bool Answers(Position position, PlaceQuery query, WordQuery words, DateTime utcNow)
    {
        var place = position.Entry.Place;
        return IsInArea(position, query)
            && Meets(query.Need?.AllServices ?? 0, position.Services)
            && Meets(query.Services, position.Services)
            && Meets(query.Audiences, position.Audiences)
            && Meets(query.SpecificNeeds, position.SpecificNeeds)
            && Meets(query.Fees, position.Fees)
            && Meets(query.AccessModes, position.AccessModes)
            && Meets(query.SupportModes, position.SupportModes)
            && Meets(query.Programmes, position.Programmes)
            && IsOffered(position, query, utcNow)
            && (!query.FreeOnly || FeesOf(place).Contains("Gratuit"))
            && (!query.WheelchairOnly || place.WheelchairAccess == true)
            && (query.Languages.Count == 0 || place.Languages.Intersect(query.Languages).Any())
            && (query.LocalAudiences.Count == 0 || AudiencesOf(place).Intersect(query.LocalAudiences).Any())
            && (query.Open is null || IsOpen(position, query.Open, utcNow))
            && words.Groups.All(group => WorthOf(position, group) is not null);
    }

    private Hit Rank(Position position, PlaceQuery query, WordQuery words, DateTime utcNow)
    {
        var place = position.Entry.Place;
        var metres = query.Near is { } near ? near.MetresTo(position.Point!.Value) : (double?)null;
        var score = (int)Math.Round(metres ?? 0);
        var need = query.Need ?? words.Need;
        if (need is not null)
        {
            score -= (position.Services & need.Services) != 0 ? 3_000 : 0;
            score -= HelpsInPerson(place) ? 2_000 : 0;
        }

        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(utcNow, HoursContext.Metropolitan.TimeZone));
        score -= place.VerifiedOn > today.AddDays(-183) ? 1_000 : 0;
        score -= place.Phone is not null ? 500 : 0;
        score -= IsOpen(position, OpenFilter.Now, utcNow) ? 1_500 : 0;
        score -= words.Groups.Sum(group => WorthOf(position, group)!.Value);
        var atADistance = (query.SupportModes & Remote) != 0 || (query.AccessModes & WithoutComing) != 0;
        score += !atADistance && place.AccessModes.Contains("Ce lieu n'accueille pas de public") ? 30_000_000 : 0;
        return new Hit(place.Slug, position.Stop, metres, score);
    }

    private static bool IsInArea(Position position, PlaceQuery query) =>
        (query.Within is null || (position.Insee is not null && query.Within.Contains(position.Insee)))
        && (
            query.Near is not { } near || (position.Point is { } point && near.MetresTo(point) <= query.RadiusKm * 1000)
        );

    private static bool IsOffered(Position position, PlaceQuery query, DateTime utcNow)
    {
        if (position.Stop < 0)
        {
            var place = position.Entry.Place;
            var isParked = place.Stops.Count > 0 && string.IsNullOrWhiteSpace(place.OpeningHours);
            return query.StopsOn is null && !(query.WithoutStops && isParked);
        }

        if (query.WithoutStops)
        {
            return false;
        }

        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(utcNow, position.Context.TimeZone));
        var (from, to) = query.StopsOn is { } asked ? (asked.From, asked.To) : (today, today.AddDays(29));
        return Enumerable
            .Range(0, Math.Max(0, to.DayNumber - from.DayNumber + 1))
            .Any(day => OpeningsOn(position, from.AddDays(day)).Any());
    }

    private static bool IsOpen(Position position, OpenFilter filter, DateTime utcNow)
    {
        var now = TimeZoneInfo.ConvertTimeFromUtc(utcNow, position.Context.TimeZone);
        var today = DateOnly.FromDateTime(now);
        return filter.When switch
        {
            OpenWhen.Now => IsOpenAt(now),
            OpenWhen.At => IsOpenAt(filter.Day.ToDateTime(filter.Time)),
            OpenWhen.OnDay => OpeningsOn(position, filter.Day).Any(),
            _ => Enumerable
                .Range(0, 7)
                .Select(today.AddDays)
                .Any(day =>
                    OpeningsOn(position, day)
                        .Any(opening =>
                            day.DayOfWeek == DayOfWeek.Saturday || opening.End > day.ToDateTime(new TimeOnly(18, 0))
                        )
                ),
        };

        bool IsOpenAt(DateTime moment) =>
            OpeningsOn(position, DateOnly.FromDateTime(moment)).Any(o => o.Start <= moment && moment < o.End);
    }

    private static IEnumerable<HoursInterval> OpeningsOn(Position position, DateOnly day) =>
        position.Times is null || position.Entry.Place.Closures.Exists(c => c.From <= day && day <= c.To)
            ? []
            : Days.GetOrAdd(
                    (position.Times, position.Context, day),
                    static key => OpeningHours.Parse(key.Item1).Intervals(key.Item3, 1, key.Item2)
                )
                .Where(interval => interval.State is HoursState.Open or HoursState.OpenEnded);

    private int? WorthOf(Position position, WordGroup group)
    {
        var worths = group
            .Alternatives.Select(alternative => WorthOf(position, alternative))
            .Append(group.Need is { } need && (position.Services & need.AllServices) != 0 ? 0 : null);
        return worths.Max();
    }

    private int? WorthOf(Position position, WordAlternative alternative)
    {
        var fields = alternative.Terms.Select(term => position.FieldOf(snapshot.Text.Term(term))).ToArray();
        return alternative.Worth switch
        {
            _ when fields.Contains(null) => null,
            WordMatch.Begun => 0,
            WordMatch.Related => 2_000,
            _ => 2_000 * (1 + (int)fields.Min()!.Value),
        };
    }

    private static bool HelpsInPerson(Place place) =>
        place.SupportModes.Contains("Accompagnement individuel")
        || ProgrammesOf(place).Contains("France Services")
        || place.Services.Exists(s => s.Levels?.Any(level => level != SupportLevel.DoingFor) == true);

    private static IEnumerable<string> AudiencesOf(Place place) =>
        place.Audiences.Concat(place.Services.SelectMany(service => service.Audiences ?? []));

    private static IEnumerable<string> FeesOf(Place place) =>
        place.Fees.Concat(place.Services.SelectMany(service => service.Fees ?? []));

    private static IEnumerable<string> ProgrammesOf(Place place) =>
        place.Typologies.Contains("RFS") ? place.Programmes.Append("France Services") : place.Programmes;

    private static bool Meets(ulong asked, ulong offered) => asked == 0 || (offered & asked) != 0;

    private static IEnumerable<Position> PositionsOf(DirectoryEntry entry, Func<string?, Commune?> communeOf)
    {
        var insee = entry.Commune?.Insee ?? entry.Place.Insee;
        yield return new Position(entry, -1, entry.Position, insee, entry.Place.OpeningHours, entry.HoursContext, null);
        foreach (var (number, stop) in entry.Place.Stops.Index())
        {
            var commune = communeOf(stop.Insee);
            yield return new Position(
                entry,
                number,
                new GeoPoint(stop.Latitude!.Value, stop.Longitude!.Value),
                commune?.Insee ?? stop.Insee,
                stop.Times,
                commune is null ? HoursContext.Metropolitan : HoursContext.OfCommune(commune.Insee),
                commune?.Name
            );
        }
    }

    private sealed record Position(
        DirectoryEntry Entry,
        int Stop,
        GeoPoint? Point,
        string? Insee,
        string? Times,
        HoursContext Context,
        string? StopCommune
    )
    {
        private readonly Dictionary<string, TextField> words = WordsOf(Entry, Stop, StopCommune);

        public ulong Services { get; } = Vocabularies.Services.MaskOf(Entry.Place.Services.Select(s => s.Kind));

        public ulong Audiences { get; } = Vocabularies.Audiences.MaskOf(AudiencesOf(Entry.Place));

        public ulong SpecificNeeds { get; } = Vocabularies.SpecificNeeds.MaskOf(Entry.Place.SpecificNeeds);

        public ulong Fees { get; } = Vocabularies.Fees.MaskOf(FeesOf(Entry.Place));

        public ulong AccessModes { get; } = Vocabularies.AccessModes.MaskOf(Entry.Place.AccessModes);

        public ulong SupportModes { get; } = Vocabularies.SupportModes.MaskOf(Entry.Place.SupportModes);

        public ulong Programmes { get; } = Vocabularies.Programmes.MaskOf(ProgrammesOf(Entry.Place));

        public TextField? FieldOf(string term) => words.TryGetValue(term, out var field) ? field : null;

        private static Dictionary<string, TextField> WordsOf(DirectoryEntry entry, int stop, string? stopCommune)
        {
            var place = entry.Place;
            var words = new Dictionary<string, TextField>(StringComparer.Ordinal);
            Add(TextField.Body, [place.Summary, place.Presentation]);
            Add(TextField.Body, [.. place.Audiences, .. place.SpecificNeeds]);
            Add(TextField.Body, place.Services.SelectMany(s => (string?[])[s.Kind, s.Description, .. s.Topics ?? []]));
            Add(TextField.Body, place.Services.Select(s => Vocabularies.Services.Find(s.Kind)?.Plain));
            Add(TextField.Kind, [entry.Kind, entry.Commune?.Name, place.CommuneName, place.PostalCode]);
            Add(TextField.Kind, place.Typologies.Select(t => Vocabularies.Typologies.Find(t)?.Plain ?? t));
            Add(TextField.Kind, place.Programmes);
            if (stop >= 0)
            {
                Add(TextField.Kind, [place.Stops[stop].Where, stopCommune]);
            }

            Add(TextField.Name, [place.Name]);
            return words;

            void Add(TextField field, IEnumerable<string?> texts)
            {
                foreach (var word in texts.OfType<string>().SelectMany(SearchText.MeaningfulWords))
                {
                    words[word.Term] = field;
                }
            }
        }
    }
}
