using Maillage.Platform.Messaging;

namespace Maillage.Features.Messages.Templates;

/// <summary>
/// The reference and the code that open an inhabitant's own things (accès d’un habitant); its words are erased once sent.
/// </summary>
/// <param name="Reference">Eight characters, in two groups.</param>
/// <param name="Code">Eight digits, in two groups.</param>
/// <param name="Where">The address at which they are written, as one reads it.</param>
public sealed record AccessGiven(string Reference, string Code, string Where) : MessageTemplate
{
    public override string Name => "access-given";

    public override string Subject => "Votre référence et votre code";

    public override IReadOnlyList<string> Paragraphs =>
        [
            "Bonjour,",
            $"Votre référence : {Reference}. Votre code : {Code}.",
            $"Écrivez-les sur {Where}. Gardez-les pour vous.",
        ];

    public override string Sms => $"Référence {Reference}, code {Code}, à écrire sur {Where}. Gardez-les pour vous.";

    public override TimeSpan UsefulFor => TimeSpan.FromHours(1);

    public override bool IsIndispensable => true;

    public override bool IsUrgent => true;

    public override bool HoldsCode => true;
}
