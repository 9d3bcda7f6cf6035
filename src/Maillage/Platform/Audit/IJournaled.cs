namespace Maillage.Platform.Audit;

/// <summary>
/// Marks an entity whose every change is written in the journal: who, when, and which fields, never their values.
/// </summary>
public interface IJournaled
{
    Guid Id { get; }
}
