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
    public required string[] Hosts { get; init; }
    public required string[] Emails { get; init; }

    /// <summary>The postal code and address in one form, to count in how many places a telephone or a point is met.</summary>
    public required int AddressNumber { get; init; }

    public (double Latitude, double Longitude)? Position { get; init; }

    /// <summary>Many addresses stand on its point: a commune's or a street's centre.</summary>
    public bool IsOnSharedPoint { get; set; }

    /// <summary>The département as far as the postal code, then the commune code, tells; the one thing in an old or an
    /// arrondissement's code that stays true.</summary>
    public required string Departement { get; init; }

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
        }
        foreach (var host in Hosts)
        {
            yield return (ContactKind.Host, host);
        }
        if (Position is { } position)
        {
            yield return (ContactKind.Point, PlacesRead.Point(position));
        }
    }
}
