namespace Maillage.Features.Places.Import;

/// <summary>What was read from one record, as it waits in the staging table.</summary>
internal sealed record Reading
{
    /// <summary>A blank place where nothing was read.</summary>
    public Place Place { get; init; } =
        new()
        {
            Id = Guid.Empty,
            Slug = "",
            Name = "",
            CreatedAt = default,
            ModifiedAt = default,
        };

    public List<string> Aliases { get; init; } = [];

    public static Reading Of(SourceRecord record) => new() { Place = record.Place!, Aliases = [.. record.Aliases] };
}
