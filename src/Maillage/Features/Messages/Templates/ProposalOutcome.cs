using Maillage.Platform.Messaging;

namespace Maillage.Features.Messages.Templates;

/// <summary>
/// Tells somebody what became of the place that they proposed (suite d’une proposition). It never repeats what they
/// wrote: whoever writes gives the address too, and could have words of their own sent to anybody.
/// </summary>
/// <param name="Place">The name under which the directory knows it; null where it was refused.</param>
/// <param name="Page">Its public page.</param>
/// <param name="Refusal">Null where the place is in the directory.</param>
public sealed record ProposalOutcome(
    string Commune,
    DateOnly WrittenOn,
    string? Place,
    Uri? Page,
    bool IsNew,
    ProposalRefusal? Refusal
) : MessageTemplate
{
    private const int Days = 15;

    public override string Name => "proposal-outcome";

    public override string Subject => $"Votre message du {DayInWords(WrittenOn)}";

    public override IReadOnlyList<string> Paragraphs =>
        [
            "Bonjour,",
            $"Le {DayInWords(WrittenOn)}, vous nous avez proposé un lieu ({Commune}).",
            Refusal is { } why ? $"Nous ne l'avons pas ajouté : {Why(why)}. Merci d'avoir pris le temps d'écrire."
            : IsNew ? $"{Place} a maintenant sa page. Merci."
            : $"Nous le connaissions : c'est {Place}. Si vous en dites autre chose que sa page, nous le vérifierons. Merci.",
        ];

    public override MessageButton? Button => Page is null ? null : new MessageButton("Voir la page", Page);

    public override string Sms =>
        (
            Refusal is { } why
                ? $"Lieu proposé le {DayInWords(WrittenOn)} ({Commune}), non ajouté : {Why(why)}."
                : $"Votre message du {DayInWords(WrittenOn)} ({Commune}) : "
                    + (IsNew ? "ce lieu a maintenant sa page. Merci." : "nous connaissions ce lieu. Merci.")
        ) + " STOP : répondez STOP";

    public override TimeSpan UsefulFor => TimeSpan.FromDays(Days);

    /// <summary>The reason, as the end of a sentence.</summary>
    public static string Why(ProposalRefusal refusal) =>
        refusal switch
        {
            ProposalRefusal.NotFound => "il n'existe pas, ou il a fermé",
            ProposalRefusal.NotOpenToPublic => "il ne reçoit pas le public",
            ProposalRefusal.OutsideTerritory => "il est hors de notre territoire",
            ProposalRefusal.NotOurKind => "il fait autre chose que les lieux de la liste",
            ProposalRefusal.CouldNotCheck => "nous n'avons pas pu vérifier",
        };
}
