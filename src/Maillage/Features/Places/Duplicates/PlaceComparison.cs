namespace Maillage.Features.Places.Duplicates;

/// <summary>Weighs what speaks for and against two records being one place; points are roughly bits, the weights and their
/// reasons stand in docs/duplicates.md.</summary>
internal sealed class PlaceComparison(PlacesRead read)
{
    /// <summary>Points from which a pair is proposed.</summary>
    private const double Threshold = 10;
    private const double MostForName = 9.5;
    private const double MostForAddress = 5;

    private readonly List<DuplicateReason> reasons = [];

    /// <summary>The pair with its reasons, or nothing when they do not suffice.</summary>
    public DuplicatePair? Compare(ComparablePlace first, ComparablePlace second)
    {
        reasons.Clear();
        var points = 0.0;
        // The cheapest first: most pairs are far apart, and no name or address makes up for it.
        points += ComparePositions(first, second, out var metres);
        points += CompareCommunes(first, second, metres);
        if (first.Record.Source == second.Record.Source && first.Record.Source.Length > 0)
        {
            points += Add(DuplicateReasonKind.SameSource, -2, first.Record.Source);
        }
        points += CompareContacts(first, second);
        if (points + MostForAddress + MostForName < Threshold)
        {
            return null;
        }
        points += CompareAddresses(first, second);
        if (points + MostForName < Threshold)
        {
            return null;
        }
        points += CompareNames(first, second);
        return points < Threshold
            ? null
            : new DuplicatePair(
                first.Record,
                second.Record,
                1 / (1 + Math.Pow(2, (Threshold - points) / 2)),
                [.. reasons.OrderByDescending(r => r.Points)]
            );
    }

    private double CompareNames(ComparablePlace first, ComparablePlace second)
    {
        if (first.Name.Length == 0 || second.Name.Length == 0)
        {
            return 0;
        }
        var overlap = WordOverlap.Compare(first.Name, second.Name, read.NameWords);
        var isWhole = overlap.OnlyFirst + overlap.OnlySecond < 1;
        var agreement =
            overlap.Shared > 0
                ? 0.8 * Math.Min(overlap.Shared, 10) * overlap.Shared / (overlap.Shared + overlap.Conflict)
                : 0;
        var points =
            agreement
            + (overlap.Conflict < 1 ? 1.5 * Math.Max(0, 1 - (overlap.Detail / 10)) : 0)
            - (1.4 * Math.Min(overlap.Conflict, 10))
            - (0.25 * Math.Min(overlap.Detail, 12));
        var kind =
            isWhole ? DuplicateReasonKind.SameName
            : points > 0 ? DuplicateReasonKind.CloseName
            : DuplicateReasonKind.DifferentName;
        return Add(kind, points, first.Record.Name, second.Record.Name);
    }

    private double CompareAddresses(ComparablePlace first, ComparablePlace second)
    {
        if (first.Street.Length == 0 || second.Street.Length == 0)
        {
            return 0;
        }
        var overlap = WordOverlap.Compare(first.Street, second.Street, read.StreetWords);
        var isSameNumber = first.HouseNumber is not null && first.HouseNumber == second.HouseNumber;
        var isSameStreet = overlap.Likeness >= (isSameNumber ? 0.45 : 0.6);
        var (kind, points) = (isSameStreet, first.HouseNumber, second.HouseNumber) switch
        {
            (true, { }, { }) when isSameNumber => (DuplicateReasonKind.SameAddress, 5),
            (true, null, null) => (DuplicateReasonKind.SameAddress, 4),
            (true, { }, { }) => (DuplicateReasonKind.SameStreet, 0),
            (true, _, _) => (DuplicateReasonKind.SameStreet, 2.5),
            _ => (DuplicateReasonKind.DifferentAddress, overlap.Likeness < 0.3 ? -2.0 : -1),
        };
        return Add(kind, points, first.Record.Address!, second.Record.Address!);
    }

    private double ComparePositions(ComparablePlace first, ComparablePlace second, out double? metres)
    {
        metres = Metres(first, second);
        if (metres is not { } distance)
        {
            return 0;
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
        var isVague = first.IsOnSharedPoint || second.IsOnSharedPoint;
        return Add(
            DuplicateReasonKind.Distance,
            isVague ? points / 3.0 : points,
            "",
            metres: (int)Math.Min(distance, int.MaxValue)
        );
    }

    private double CompareCommunes(ComparablePlace first, ComparablePlace second, double? metres)
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
        return areKnown && !isSame && metres is null or > 500
            ? Add(
                DuplicateReasonKind.DifferentCommune,
                -3,
                first.Record.CommuneName ?? postal ?? first.Record.Insee ?? "",
                second.Record.CommuneName ?? otherPostal ?? second.Record.Insee ?? ""
            )
            : 0;
    }

    /// <summary>Telephone, site and e-mail come from one hand and say the same thing: the best counts whole, the others a
    /// third.</summary>
    private double CompareContacts(ComparablePlace first, ComparablePlace second)
    {
        var (best, sum, against) = (0.0, 0.0, 0.0);
        if (first.Siret is not null && second.Siret is not null)
        {
            if (first.Siret == second.Siret)
            {
                For(DuplicateReasonKind.SameSiret, ContactKind.Siret, first.Siret, 5);
            }
            else
            {
                against += Add(DuplicateReasonKind.DifferentSiret, -1, first.Siret, second.Siret);
            }
        }
        if (first.Phones.Length > 0 && second.Phones.Length > 0)
        {
            if (Common(first.Phones, second.Phones) is { } phone)
            {
                For(DuplicateReasonKind.SamePhone, ContactKind.Phone, phone, 5);
            }
            else
            {
                against += Add(DuplicateReasonKind.DifferentPhone, -1, first.Phones[0], second.Phones[0]);
            }
        }
        if (Common(first.Emails, second.Emails) is { } email)
        {
            For(DuplicateReasonKind.SameEmail, ContactKind.Email, email, 5);
        }
        if (Common(first.Sites, second.Sites) is { } site)
        {
            For(DuplicateReasonKind.SameWebsite, ContactKind.Site, site, site.Contains('/') ? 4 : 3);
        }
        else if (Common(first.Hosts, second.Hosts) is { } host)
        {
            For(DuplicateReasonKind.SameWebsiteHost, ContactKind.Host, host, 1);
        }
        return best + ((sum - best) / 3) + against;

        void For(DuplicateReasonKind reason, ContactKind kind, string value, double most)
        {
            // Twice as many addresses, one bit less.
            var points = Math.Max(0.5, most - Math.Log2(Math.Max(1, read.Addresses(kind, value) / 2.0)));
            Add(reason, points, value);
            sum += points;
            best = Math.Max(best, points);
        }
    }

    private static string? Common(string[] first, string[] second) => Array.Find(first, v => second.Contains(v));

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

    private double Add(DuplicateReasonKind kind, double points, string first, string second = "", int metres = 0)
    {
        reasons.Add(new DuplicateReason(kind, points, first, second, metres));
        return points;
    }
}
