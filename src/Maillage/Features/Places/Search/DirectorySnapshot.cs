using System.Collections.Frozen;
using Maillage.Features.Places.Hours;
using Maillage.Features.Territories;

namespace Maillage.Features.Places.Search;

/// <summary>All places at one moment, ready to be searched (annuaire); never changed, replaced whole.</summary>
public sealed class DirectorySnapshot
{
    private readonly DirectoryEntry[] entries;
    private readonly FrozenDictionary<string, DirectoryEntry> bySlug;
    private readonly FrozenDictionary<Guid, DirectoryEntry> byId;
    private readonly FrozenDictionary<string, Guid> aliases;
    private readonly FrozenDictionary<string, int> communes;

    private DirectorySnapshot(
        DirectoryEntry[] entries,
        IReadOnlyDictionary<string, Guid> aliases,
        FrozenDictionary<string, int> communes,
        DirectoryRows rows,
        Calendars calendars,
        TextIndex text
    )
    {
        (this.entries, Rows, Calendars, Text, this.communes) = (entries, rows, calendars, text, communes);
        bySlug = entries.ToFrozenDictionary(entry => entry.Place.Slug, StringComparer.Ordinal);
        byId = entries.ToFrozenDictionary(entry => entry.Place.Id);
        this.aliases = aliases.ToFrozenDictionary(StringComparer.Ordinal);
    }

    public static DirectorySnapshot Empty { get; } =
        Build([], new Dictionary<Guid, IReadOnlyList<EntrySource>>(), new Dictionary<string, Guid>(), _ => null);

    /// <summary>Every place, in the order of slugs.</summary>
    public IReadOnlyList<DirectoryEntry> Entries => entries;

    internal DirectoryRows Rows { get; }

    internal Calendars Calendars { get; }

    internal TextIndex Text { get; }

    /// <summary>Prepares places for searching. They, with their stops, must not change any more.</summary>
    /// <param name="sources">The lists that hold each place, by place id.</param>
    /// <param name="aliases">Former slugs and ids, with the place that each leads to.</param>
    /// <param name="communeOf">Finds a commune by INSEE code.</param>
    public static DirectorySnapshot Build(
        IEnumerable<Place> places,
        IReadOnlyDictionary<Guid, IReadOnlyList<EntrySource>> sources,
        IReadOnlyDictionary<string, Guid> aliases,
        Func<string?, Commune?> communeOf
    )
    {
        var ordered = places.OrderBy(place => place.Slug, StringComparer.Ordinal).ToArray();
        var calendars = new Calendars.Builder();
        var entries = Array.ConvertAll(
            ordered,
            place => EntryOf(place, sources.GetValueOrDefault(place.Id, []), communeOf(place.Insee), calendars)
        );
        var communes = new Dictionary<string, int>(StringComparer.Ordinal);
        var rows = new List<DirectoryRows.Row>(entries.Length);
        for (var number = 0; number < entries.Length; number++)
        {
            var entry = entries[number];
            var insee = entry.Commune?.Insee ?? entry.Place.Insee;
            var calendar = calendars.Add(entry.Place.OpeningHours, entry.HoursContext).Number;
            rows.Add(new(entry.Position, number, -1, NumberOf(insee, communes), calendar));
            foreach (var (index, stop) in entry.Place.Stops.Index())
            {
                var commune = communeOf(stop.Insee);
                rows.Add(
                    new(
                        PositionOf(stop.Latitude, stop.Longitude, commune),
                        number,
                        index,
                        NumberOf(commune?.Insee ?? stop.Insee, communes),
                        calendars.Add(stop.Times, ContextOf(commune)).Number
                    )
                );
            }
        }

        var sorted = new DirectoryRows(entries, rows);
        return new DirectorySnapshot(
            entries,
            aliases,
            communes.ToFrozenDictionary(StringComparer.Ordinal),
            sorted,
            calendars.Build(),
            IndexText(entries, sorted, communeOf)
        );
    }

    public DirectoryEntry? FindBySlug(string slug) => bySlug.GetValueOrDefault(slug);

    public DirectoryEntry? FindById(Guid id) => byId.GetValueOrDefault(id);

    /// <summary>The place that a former slug, or the id of a place merged since, leads to: it redirects there.</summary>
    public DirectoryEntry? FindByFormerSlug(string slug) => aliases.TryGetValue(slug, out var id) ? FindById(id) : null;

    /// <summary>Answers a search as of an instant, always in the same order.</summary>
    public PlaceResults Search(PlaceQuery query, DateTime utcNow) => new PlaceSearch(this, utcNow).Run(query);

    internal int? NumberOfCommune(string insee) => communes.TryGetValue(insee, out var number) ? number : null;

    internal DirectoryEntry EntryAt(int number) => entries[number];

    internal int CommuneCount => communes.Count;

    private static DirectoryEntry EntryOf(
        Place place,
        IReadOnlyList<EntrySource> sources,
        Commune? commune,
        Calendars.Builder calendars
    )
    {
        var context = ContextOf(commune);
        var facts = PlaceFacts.Of(place);
        return new DirectoryEntry
        {
            Place = place,
            Sources = sources,
            Commune = commune,
            Hours = calendars.Add(place.OpeningHours, context).Hours,
            HoursContext = context,
            Kind = KindOf(place, facts),
            Position = PositionOf(place, commune),
            Facts = facts,
        };
    }

    private static string KindOf(Place place, PlaceFacts facts)
    {
        if ((facts.Bits & PlaceFacts.FranceServices) != 0)
        {
            return Vocabularies.Programmes.Find("France Services")!.Plain;
        }

        return place.Typologies.Select(PlainTypology).FirstOrDefault() ?? "Lieu d’aide";
    }

    private static string PlainTypology(string typology) => Vocabularies.Typologies.Find(typology)?.Plain ?? typology;

    /// <summary>Coordinates that fall outside the commune are kept with the place, but say nothing of where it is.</summary>
    private static GeoPoint? PositionOf(Place place, Commune? commune) =>
        place.LocationPrecision == LocationPrecision.Commune && commune is not null
            ? new GeoPoint(commune.Latitude, commune.Longitude)
            : PositionOf(place.Latitude, place.Longitude, commune);

    private static GeoPoint? PositionOf(double? latitude, double? longitude, Commune? commune) =>
        latitude is { } north && longitude is { } east && new GeoPoint(north, east) is { IsValid: true } point ? point
        : commune is null ? null
        : new GeoPoint(commune.Latitude, commune.Longitude);

    private static HoursContext ContextOf(Commune? commune) =>
        commune is null ? HoursContext.Metropolitan : HoursContext.OfCommune(commune.Insee);

    private static int NumberOf(string? insee, Dictionary<string, int> communes)
    {
        if (insee is null)
        {
            return -1;
        }

        if (!communes.TryGetValue(insee, out var number))
        {
            communes[insee] = number = communes.Count;
        }

        return number;
    }

    private static TextIndex IndexText(DirectoryEntry[] entries, DirectoryRows rows, Func<string?, Commune?> communeOf)
    {
        var text = new TextIndex.Builder();
        for (var row = 0; row < rows.Count; row++)
        {
            var entry = entries[rows[row].Entry];
            var place = entry.Place;
            text.Add(row, TextField.Name, place.Name);
            text.Add(row, TextField.Kind, entry.Kind);
            text.Add(row, TextField.Kind, entry.Commune?.Name);
            text.Add(row, TextField.Kind, place.CommuneName);
            text.Add(row, TextField.Kind, place.PostalCode);
            AddAll(TextField.Kind, place.Typologies.Select(PlainTypology));
            AddAll(TextField.Kind, place.Programmes);
            if (rows.Stop[row] >= 0)
            {
                var stop = place.Stops[rows.Stop[row]];
                text.Add(row, TextField.Kind, stop.Where);
                text.Add(row, TextField.Kind, communeOf(stop.Insee)?.Name);
            }

            text.Add(row, TextField.Body, place.ParentOrganisation);
            text.Add(row, TextField.Body, place.Summary);
            text.Add(row, TextField.Body, place.Presentation);
            AddAll(TextField.Body, place.Audiences);
            AddAll(TextField.Body, place.SpecificNeeds);
            AddAll(TextField.Body, place.TrainingLabels);
            AddAll(TextField.Body, place.OtherLabels);
            AddAll(TextField.Body, place.Itinerancy);
            foreach (var service in place.Services)
            {
                text.Add(row, TextField.Body, service.Kind);
                text.Add(row, TextField.Body, Vocabularies.Services.Find(service.Kind)?.Plain);
                text.Add(row, TextField.Body, service.Description);
                AddAll(TextField.Body, service.Topics ?? []);
            }

            foreach (var equipment in place.Equipment)
            {
                text.Add(row, TextField.Body, WordsOf(equipment.Kind));
                text.Add(row, TextField.Body, equipment.Note);
            }

            void AddAll(TextField field, IEnumerable<string> texts)
            {
                foreach (var one in texts)
                {
                    text.Add(row, field, one);
                }
            }
        }

        return text.Build();
    }

    private static string WordsOf(EquipmentKind kind) =>
        kind switch
        {
            EquipmentKind.Computer => "ordinateur",
            EquipmentKind.Tablet => "tablette",
            EquipmentKind.Printer => "imprimante, impression, photocopie",
            EquipmentKind.Scanner => "scanner, numérisation",
            EquipmentKind.Wifi => "wifi",
            EquipmentKind.WebcamBooth => "webcam, visio, cabine",
            EquipmentKind.Kiosk => "borne",
            EquipmentKind.PhoneCharging => "recharge téléphone",
        };
}
