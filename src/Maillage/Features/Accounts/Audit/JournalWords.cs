using Maillage.Features.Organisations;
using Maillage.Platform.Audit;

namespace Maillage.Features.Accounts.Audit;

/// <summary>What the journal holds, in the words that people read.</summary>
public static class JournalWords
{
    /// <summary>The kinds of things, by the name under which the journal holds them. Those of higher floors stand as written.</summary>
    public static readonly IReadOnlyDictionary<string, string> Subjects = new Dictionary<string, string>(
        StringComparer.Ordinal
    )
    {
        [nameof(Account)] = "Compte",
        [nameof(Membership)] = "Appartenance",
        [nameof(NetworkRole)] = "Rôle de réseau",
        [nameof(Invitation)] = "Invitation",
        [nameof(Organisation)] = "Structure",
        ["Profile"] = "Profil",
        ["Place"] = "Lieu",
        ["PlaceReport"] = "Signalement",
        ["PlaceProposal"] = "Proposition de lieu",
        ["ImportRun"] = "Import",
        ["InhabitantAccess"] = "Accès d’un habitant",
        ["StoppedAddress"] = "Adresse arrêtée",
        [nameof(Journal)] = "Journal",
    };

    public static string Subject(string name) => Subjects.GetValueOrDefault(name, name);

    public static string Action(string action) =>
        action switch
        {
            JournalLine.Created => "créé",
            JournalLine.Changed => "modifié",
            JournalLine.Removed => "supprimé",
            JournalLine.WasRead => "lu",
            "signed-in" => "connexion",
            "asked-new-password" => "mot de passe oublié",
            "added-passkey" => "clé d’accès ajoutée",
            "removed-passkey" => "clé d’accès retirée",
            "opened" => "ouvert",
            "stopped-address" => "messages arrêtés",
            "resumed-address" => "messages repris",
            _ => action,
        };

    public static string Of(Channel channel) =>
        channel switch
        {
            Channel.Web => "site",
            Channel.Counter => "guichet",
            Channel.Phone => "téléphone",
            Channel.Paper => "papier",
            Channel.Sms => "SMS",
            Channel.CommandLine => "ligne de commande",
            Channel.Job => "tâche automatique",
            Channel.Import => "import",
        };
}
