namespace Maillage.Features.Accounts;

/// <summary>Roles in the words that people use.</summary>
public static class RoleWords
{
    public static string Of(OrganisationRole? role) =>
        role switch
        {
            OrganisationRole.Manager => "responsable",
            OrganisationRole.Mediator => "médiateur ou médiatrice numérique",
            OrganisationRole.Aidant => "aidant ou aidante",
            OrganisationRole.Volunteer => "bénévole ou service civique",
            null => "",
        };

    public static string Of(NetworkRoleKind? role) =>
        role switch
        {
            NetworkRoleKind.Coordinator => "coordination",
            NetworkRoleKind.Instructor => "instruction des aides",
            NetworkRoleKind.Funder => "financement",
            NetworkRoleKind.Administrator => "administration",
            null => "",
        };

    /// <summary>A role at the head of a line.</summary>
    internal static string Capital(string words) => char.ToUpperInvariant(words[0]) + words[1..];
}
