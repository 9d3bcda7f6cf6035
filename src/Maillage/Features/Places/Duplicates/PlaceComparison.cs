namespace Maillage.Features.Places.Duplicates;

/// <summary>Weighs what speaks for and against two records being one place; points are roughly bits, the weights and their
/// reasons stand in docs/duplicates.md.</summary>
internal sealed class PlaceComparison(PlacesRead read, double threshold = PlaceComparison.Threshold)
{
    /// <summary>Points from which a pair is proposed.</summary>
    private const double Threshold = 10;

    private readonly List<DuplicateReason> reasons = [];

    /// <summary>The pair with its reasons, or nothing when they do not suffice.</summary>
    public DuplicatePair? Compare(ComparablePlace first, ComparablePlace second)
    {
        reasons.Clear();
        var metres = Metres(first, second);
        CompareNames(first, second);
        CompareAddresses(first, second);
        ComparePositions(first, second, metres);
        CompareCommunes(first, second, metres);
        var contacts = CompareContacts(first, second);
        if (first.Record.Source == second.Record.Source && first.Record.Source.Length > 0)
        {
            Add(DuplicateReasonKind.SameSource, -2, first.Record.Source);
        }
        var points = contacts + reasons.Where(r => !IsContact(r.Kind)).Sum(r => r.Points);
        return points < threshold
            ? null
            : new DuplicatePair(
                first.Record,
                second.Record,
                1 / (1 + Math.Pow(2, (Threshold - points) / 2)),
                [.. reasons.OrderByDescending(r => r.Points)]
            );
    }

    private void CompareNames(ComparablePlace first, ComparablePlace second)
    {
        if (first.Name.Length == 0 || second.Name.Length == 0)
        {
            return;
        }
        var overlap = WordOverlap.Compare(first.Name, second.Name, read.NameWords);
        var isWhole = overlap.OnlyFirst + overlap.OnlySecond < 1;
        var points =
            (0.8 * Math.Min(overlap.Shared, 10))
            + (isWhole ? 1.5 : 0)
            - (1.2 * Math.Min(overlap.Conflict, 10))
            - (0.25 * Math.Min(overlap.Detail, 12));
        var kind =
            isWhole ? DuplicateReasonKind.SameName
            : points > 0 ? DuplicateReasonKind.CloseName
            : DuplicateReasonKind.DifferentName;
        Add(kind, points, first.Record.Name, second.Record.Name);
    }

    private void CompareAddresses(ComparablePlace first, ComparablePlace second)
    {
        if (first.Street.Length == 0 || second.Street.Length == 0)
        {
            return;
        }
        var overlap = WordOverlap.Compare(first.Street, second.Street, read.StreetWords);
        var isSameStreet = overlap.Likeness >= 0.6;
        var (kind, points) = (isSameStreet, first.HouseNumber, second.HouseNumber) switch
        {
            (true, { } one, { } other) when one == other => (DuplicateReasonKind.SameAddress, 5),
            (true, null, null) => (DuplicateReasonKind.SameAddress, 4),
            (true, { }, { }) => (DuplicateReasonKind.SameStreet, 0),
            (true, _, _) => (DuplicateReasonKind.SameStreet, 2.5),
            _ => (DuplicateReasonKind.DifferentAddress, overlap.Likeness < 0.3 ? -2.0 : -1),
        };
        Add(kind, points, first.Record.Address!, second.Record.Address!);
    }

    private void ComparePositions(ComparablePlace first, ComparablePlace second, double? metres)
    {
        if (metres is not { } distance)
        {
            return;
        }
        var points = distance switch
        {
            < 30 => 3,
            < 100 => 2,
            < 250 => 1,
            < 600 => 0,
            < 1_500 => -2,
            < 5_000 => -4,
            _ => -7,
        };
        // Where many addresses stand on one point it is a commune's or a street's centre.
        var isVague = IsSharedPoint(first) || IsSharedPoint(second);
        Add(
            DuplicateReasonKind.Distance,
            isVague ? points / 3.0 : points,
            "",
            metres: (int)Math.Min(distance, int.MaxValue)
        );
    }

    private bool IsSharedPoint(ComparablePlace place) =>
        read.Addresses(ContactKind.Point, PlacesRead.Point(place.Position!.Value)) > 3;

    private void CompareCommunes(ComparablePlace first, ComparablePlace second, double? metres)
    {
        var (postal, otherPostal) = (first.Record.PostalCode, second.Record.PostalCode);
        var areKnown =
            (postal is not null && otherPostal is not null)
            || (first.Insee is not null && second.Insee is not null)
            || (first.Commune > 0 && second.Commune > 0);
        var isSame =
            (postal is not null && postal == otherPostal)
            || (first.Insee is not null && first.Insee == second.Insee)
            || (
                first.Commune > 0
                && first.Commune == second.Commune
                && (first.Departement == second.Departement || first.Departement == "" || second.Departement == "")
            );
        // Beside each other on the map, another code is an old one or a neighbour's.
        if (areKnown && !isSame && metres is null or > 500)
        {
            Add(
                DuplicateReasonKind.DifferentCommune,
                -3,
                first.Record.CommuneName ?? postal ?? first.Record.Insee ?? "",
                second.Record.CommuneName ?? otherPostal ?? second.Record.Insee ?? ""
            );
        }
    }

    /// <summary>Telephone, site and e-mail come from one hand and say the same thing: the best counts whole, the others a
    /// third.</summary>
    private double CompareContacts(ComparablePlace first, ComparablePlace second)
    {
        var start = reasons.Count;
        if (first.Siret is not null && second.Siret is not null)
        {
            if (first.Siret == second.Siret)
            {
                Add(DuplicateReasonKind.SameSiret, Rarity(ContactKind.Siret, first.Siret, 5), first.Siret);
            }
            else
            {
                Add(DuplicateReasonKind.DifferentSiret, -1, first.Siret, second.Siret);
            }
        }
        if (first.Phones.Length > 0 && second.Phones.Length > 0)
        {
            if (Common(first.Phones, second.Phones) is { } phone)
            {
                Add(DuplicateReasonKind.SamePhone, Rarity(ContactKind.Phone, phone, 5), first.Record.Phone!);
            }
            else
            {
                Add(DuplicateReasonKind.DifferentPhone, -1, first.Record.Phone!, second.Record.Phone!);
            }
        }
        if (Common(first.Emails, second.Emails) is { } email)
        {
            Add(DuplicateReasonKind.SameEmail, Rarity(ContactKind.Email, email, 5), email);
        }
        if (Common(first.Sites, second.Sites) is { } site)
        {
            Add(DuplicateReasonKind.SameWebsite, Rarity(ContactKind.Site, site, site.Contains('/') ? 4 : 3), site);
        }
        else if (Common(Hosts(first), Hosts(second)) is { } host)
        {
            Add(DuplicateReasonKind.SameWebsiteHost, Rarity(ContactKind.Host, host, 1), host);
        }
        var found = reasons[start..];
        var best = found.Select(r => r.Points).Append(0).Max();
        return best + ((found.Where(r => r.Points > 0).Sum(r => r.Points) - best) / 3) + found.Where(r => r.Points < 0).Sum(r => r.Points);
    }

    /// <summary>Twice as many addresses, one bit less.</summary>
    private double Rarity(ContactKind kind, string value, double most) =>
        Math.Max(0.5, most - Math.Log2(Math.Max(1, read.Addresses(kind, value) / 2.0)));

    private static bool IsContact(DuplicateReasonKind kind) =>
        kind
            is DuplicateReasonKind.SameSiret
                or DuplicateReasonKind.DifferentSiret
                or DuplicateReasonKind.SamePhone
                or DuplicateReasonKind.DifferentPhone
                or DuplicateReasonKind.SameEmail
                or DuplicateReasonKind.SameWebsite
                or DuplicateReasonKind.SameWebsiteHost;

    private static string? Common(string[] first, string[] second) => Array.Find(first, v => second.Contains(v));

    private static string[] Hosts(ComparablePlace place) => [.. place.Sites.Select(ContactKeys.Host).OfType<string>()];

    private static double? Metres(ComparablePlace first, ComparablePlace second)
    {
        if (first.Position is not { } one || second.Position is not { } other)
        {
            return null;
        }
        // Flat earth: exact enough where it matters, within some kilometres.
        const double MetresPerDegree = 111_320;
        var north = one.Latitude - other.Latitude;
        var east = (one.Longitude - other.Longitude) * Math.Cos(one.Latitude * Math.PI / 180);
        return MetresPerDegree * Math.Sqrt((north * north) + (east * east));
    }

    private void Add(DuplicateReasonKind kind, double points, string first, string second = "", int metres = 0) =>
        reasons.Add(new DuplicateReason(kind, points, first, second, metres));
}
