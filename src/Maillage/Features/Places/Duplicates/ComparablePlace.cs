namespace Maillage.Features.Places.Duplicates;

/// <summary>A record cut into words and normalised once, before it is compared with many.</summary>
internal sealed class ComparablePlace
{
    public required DuplicateCandidate Record { get; init; }
    public required NameWord[] Name { get; init; }
    public required string? HouseNumber { get; init; }
    public required NameWord[] Street { get; init; }
    /// <summary>Number of the commune's name, 0 when unknown.</summary>
    public required int Commune { get; init; }
    public required string? Insee { get; init; }
    public required string? Siret { get; init; }
    public required string[] Phones { get; init; }
    public required string[] Sites { get; init; }
    public required string[] Emails { get; init; }

    /// <summary>The postal code and address in one form, to count in how many places a telephone or a point is met.</summary>
    public required int AddressNumber { get; init; }

    public (double Latitude, double Longitude)? Position { get; init; }

    /// <summary>The département as far as the postal code, then the commune code, tells; the one thing in an old or an
    /// arrondissement's code that stays true.</summary>
    public string Departement =>
        (Record.PostalCode ?? Record.Insee?.Replace('A', '0').Replace('B', '0')) is { Length: >= 2 } code
            ? code[..(code.StartsWith("97", StringComparison.Ordinal) ? Math.Min(3, code.Length) : 2)]
            : "";

    public IEnumerable<(ContactKind Kind, string Value)> Contacts()
    {
        if (Siret is not null)
        {
            yield return (ContactKind.Siret, Siret);
        }
        foreach (var phone in Phones)
        {
            yield return (ContactKind.Phone, phone);
        }
        foreach (var email in Emails)
        {
            yield return (ContactKind.Email, email);
        }
        foreach (var site in Sites)
        {
            yield return (ContactKind.Site, site);
            if (ContactKeys.Host(site) is { } host)
            {
                yield return (ContactKind.Host, host);
            }
        }
        if (Position is { } position)
        {
            yield return (ContactKind.Point, PlacesRead.Point(position));
        }
    }
}
