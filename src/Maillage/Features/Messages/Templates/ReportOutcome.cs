using Maillage.Platform.Messaging;

namespace Maillage.Features.Messages.Templates;

/// <summary>Tells somebody what became of the error that they told us of (suite d’un signalement).</summary>
public sealed record ReportOutcome(string Place, string Commune, DateOnly WrittenOn, bool IsCorrected) : MessageTemplate
{
    private const int Days = 15;

    public override string Name => "report-outcome";

    public override string Subject => $"Votre message du {DayInWords(WrittenOn)}";

    public override IReadOnlyList<string> Paragraphs =>
        [
            "Bonjour,",
            $"Le {DayInWords(WrittenOn)}, vous nous avez écrit sur la page de {Place} ({Commune}).",
            IsCorrected
                ? "Nous avons vérifié, et la page est corrigée. Merci."
                : "Nous avons vérifié sur place : la page était juste. Merci d'avoir pris le temps d'écrire.",
        ];

    public override string Sms =>
        $"Votre message du {DayInWords(WrittenOn)} ({Commune}) : "
        + (IsCorrected ? "la page est corrigée. Merci." : "la page était juste. Merci.")
        + " STOP : répondez STOP";

    public override TimeSpan UsefulFor => TimeSpan.FromDays(Days);
}
