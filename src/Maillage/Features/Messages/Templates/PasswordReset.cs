using Maillage.Platform.Messaging;

namespace Maillage.Features.Messages.Templates;

/// <summary>Lets somebody who asked for it choose a new password (nouveau mot de passe).</summary>
public sealed record PasswordReset(Uri Link) : MessageTemplate
{
    public override string Name => "password-reset";

    public override string Subject => "Choisir un nouveau mot de passe";

    public override IReadOnlyList<string> Paragraphs =>
        [
            "Bonjour,",
            "Vous voulez choisir un nouveau mot de passe. Le lien sert une seule fois, pendant une heure.",
            "Ce n'était pas vous ? Ne faites rien : votre mot de passe reste le même.",
        ];

    public override MessageButton Button => new("Choisir mon mot de passe", Link);

    public override string Sms => $"Votre nouveau mot de passe, pendant une heure : {Link}";

    public override TimeSpan UsefulFor => TimeSpan.FromHours(1);

    public override bool IsIndispensable => true;

    public override bool IsUrgent => true;
}
