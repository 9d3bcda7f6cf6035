using Maillage.Platform.Messaging;

namespace Maillage.Features.Messages.Templates;

/// <summary>Invites somebody into the network (invitation); the same words for whoever has an account already.</summary>
public sealed record AccountInvitation(Uri Link, DateOnly Until) : MessageTemplate
{
    private const int Days = 7;

    public override string Name => "account-invitation";

    public override string Subject => "Votre invitation";

    public override IReadOnlyList<string> Paragraphs =>
        [
            "Bonjour,",
            $"Une invitation vous attend. Ouvrez-la avant le {DayInWords(Until)} : vous créerez votre compte, ou entrerez avec celui que vous avez déjà.",
            "Vous n'attendiez rien ? Ne faites rien : l'invitation ne servira pas.",
        ];

    public override MessageButton Button => new("Ouvrir l'invitation", Link);

    public override string Sms => $"Une invitation vous attend jusqu'au {DayInWords(Until)} : {Link}";

    public override TimeSpan UsefulFor => TimeSpan.FromDays(Days);

    public override bool IsIndispensable => true;
}
