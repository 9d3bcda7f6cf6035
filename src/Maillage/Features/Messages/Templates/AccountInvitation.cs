using Maillage.Platform.Messaging;

namespace Maillage.Features.Messages.Templates;

/// <summary>Invites somebody to open their account (invitation).</summary>
public sealed record AccountInvitation(Uri Link, DateOnly Until) : MessageTemplate
{
    private const int Days = 7;

    public override string Name => "account-invitation";

    public override string Subject => "Votre invitation";

    public override IReadOnlyList<string> Paragraphs =>
        [
            "Bonjour,",
            $"Votre compte vous attend. Ouvrez-le avant le {DayInWords(Until)} : il suffit de choisir un mot de passe.",
            "Vous n'attendiez rien ? Ne faites rien : le compte ne sera pas ouvert.",
        ];

    public override MessageButton Button => new("Ouvrir mon compte", Link);

    public override string Sms => $"Votre compte vous attend jusqu'au {DayInWords(Until)} : {Link}";

    public override TimeSpan UsefulFor => TimeSpan.FromDays(Days);

    public override bool IsIndispensable => true;
}
