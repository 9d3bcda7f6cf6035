using Maillage.Platform.Messaging;

namespace Maillage.Features.Messages.Templates;

/// <summary>Which time we ask.</summary>
public enum VerificationStep
{
    First,
    AfterTenDays,
    AfterTwentyDays,
}

/// <summary>Asks a place whether its page is right (vérification). The link needs no account.</summary>
public sealed record VerifyPlace(string Place, string Commune, Uri Link, VerificationStep Step) : MessageTemplate
{
    private const int Days = 10;

    public override string Name =>
        Step switch
        {
            VerificationStep.First => "verify-place",
            VerificationStep.AfterTenDays => "verify-place-10",
            VerificationStep.AfterTwentyDays => "verify-place-20",
        };

    public override string Subject =>
        Step switch
        {
            VerificationStep.First => "Vos informations sont-elles à jour ?",
            VerificationStep.AfterTenDays => "Rappel : vos informations sont-elles à jour ?",
            VerificationStep.AfterTwentyDays => "Dernier rappel : vos informations sont-elles à jour ?",
        };

    public override IReadOnlyList<string> Paragraphs =>
        [
            "Bonjour,",
            $"Voici ce que les gens lisent sur {Place} ({Commune}) : l'adresse, les jours, les heures, le téléphone.",
            Step switch
            {
                VerificationStep.First => "Est-ce toujours juste ? Deux minutes suffisent, sans mot de passe.",
                VerificationStep.AfterTenDays =>
                    "Nous vous avons écrit il y a dix jours. Est-ce toujours juste ? Deux minutes suffisent, sans mot de passe.",
                VerificationStep.AfterTwentyDays =>
                    "Nous n'écrirons plus. Sans nouvelles de vous, la page dira que personne n'a vérifié.",
            },
        ];

    public override MessageButton Button => new("Vérifier la page", Link);

    public override string Sms =>
        (Step == VerificationStep.First ? "" : "Rappel. ")
        + $"{Commune} : tout est juste ? {Link} STOP : répondez STOP";

    public override TimeSpan UsefulFor => TimeSpan.FromDays(Days);
}
