namespace Maillage.Platform.Privacy;

/// <summary>One line of the register (sorte de données): what is held of people, why, who reads it and for how long.</summary>
/// <remarks>The sentences are French, as one types them; their English is in the feature's <c>en.json</c>.</remarks>
public sealed record PersonalKind
{
    /// <summary>A word for the logs and for the counts of a night: <c>accounts</c>. Never changed.</summary>
    public required string Id { get; init; }

    public required string Name { get; init; }

    /// <summary>What is held.</summary>
    public required string Holds { get; init; }

    public required string Purpose { get; init; }

    public required LegalBasis Basis { get; init; }

    public required string Readers { get; init; }

    /// <summary>How long, in a sentence where <c>{0}</c> stands for <see cref="Length"/>.</summary>
    public required string Kept { get; init; }

    /// <summary>In the unit of <see cref="Kept"/>; what erases reads it too, so that the page tells what is done.</summary>
    public required int Length { get; init; }

    /// <summary>The entities of the model that hold it.</summary>
    public required IReadOnlyList<Type> Entities { get; init; }
}

/// <summary>What allows data to be held (base légale, article 6 of the GDPR).</summary>
public enum LegalBasis
{
    /// <summary>A task carried out in the public interest, 6.1.e.</summary>
    PublicTask,

    /// <summary>A legal obligation, 6.1.c.</summary>
    LegalObligation,

    /// <summary>The agreement of the person, 6.1.a.</summary>
    Consent,
}
