using Maillage.Platform.Web;

namespace Maillage.Features.Network;

/// <summary>Addresses of the pages on the people of the network.</summary>
public static class NetworkUrls
{
    public const string SearchPath = "/reseau";

    public const string Skills = SearchPath + "/competences";

    public const string SkillsFile = Skills + ".csv";

    public const string OnlinePath = "/promeneurs-du-net";

    public const string Mine = "/espace/profil";

    public const string Preview = Mine + "/apercu";

    public const string PublicPreview = Preview + "?vue=public";

    public static string Search => Language.Link(SearchPath);

    public static string Online => Language.Link(OnlinePath);

    public static string Edit(string question) => $"{Mine}/modifier/{question}";
}
