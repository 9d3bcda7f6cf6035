using System.Globalization;
using Maillage.Features.Places.Import;

namespace Maillage.Features.Places.Imports;

/// <summary>Imports as people read them.</summary>
internal static class ImportWords
{
    private static readonly CultureInfo French = CultureInfo.GetCultureInfo("fr-FR");

    /// <summary>The name of the list; where none was given, that of its file or of its server.</summary>
    public static string Title(this ImportRun run) => run.ListName ?? NameOf(run.Origin);

    /// <summary>The name of a list to which nobody gave one, never empty and no longer than a name may be.</summary>
    public static string NameOf(string origin)
    {
        var name = ListOrigin.NameOf(origin).Trim();
        return name.Length == 0 ? "Liste" : name[..Math.Min(name.Length, ImportList.MaxNameLength)];
    }

    public static string Words(this ImportState state) =>
        state switch
        {
            ImportState.Matching => "Colonnes à dire",
            ImportState.ToRead or ImportState.Reading => "En lecture",
            ImportState.Waiting => "À vérifier",
            ImportState.Applying => "En cours",
            ImportState.Done => "Importée",
            ImportState.Undoing => "En cours d’annulation",
            ImportState.Undone => "Annulée",
            ImportState.Abandoned => "Pas importée",
            _ => throw new ArgumentOutOfRangeException(nameof(state), state, null),
        };

    /// <summary>What a column is said to be.</summary>
    public static string Words(this ColumnTarget target) =>
        target.Yes is null ? target.Label : $"{target.Group} « {target.Label} »";

    /// <summary>A number, with what it counts: « 1 204 fiches ».</summary>
    public static string Count(int number, string one, string many) =>
        string.Create(French, $"{number:N0} {(number > 1 ? many : one)}");

    /// <summary>What was counted of a list that was read, the zeros aside: « à créer » until somebody says yes.</summary>
    public static IReadOnlyList<(int Number, string Words)> Counted(this ImportRun run)
    {
        var isAsked = run.State == ImportState.Waiting;
        return
        [
            .. new[]
            {
                (
                    run.Created,
                    Places(
                        run.Created,
                        isAsked ? "à créer"
                            : run.Created > 1 ? "créés"
                            : "créé"
                    )
                ),
                (
                    run.Updated,
                    Places(
                        run.Updated,
                        isAsked ? "à changer"
                            : run.Updated > 1 ? "changés"
                            : "changé"
                    )
                ),
                (run.Unchanged, Places(run.Unchanged, run.Unchanged > 1 ? "inchangés" : "inchangé")),
                (run.Gone, Places(run.Gone, run.Gone > 1 ? "partis de la liste" : "parti de la liste")),
                (run.Rejected, run.Rejected > 1 ? "fiches refusées" : "fiche refusée"),
                (run.Outside, run.Outside > 1 ? "fiches d’un autre territoire" : "fiche d’un autre territoire"),
            }.Where(one => one.Item1 > 0),
        ];

        static string Places(int number, string what) => $"{(number > 1 ? "lieux" : "lieu")} {what}";
    }
}
