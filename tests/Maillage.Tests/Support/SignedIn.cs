using System.Net;

namespace Maillage.Tests.Support;

/// <summary>Signing in as people sign in: by the form.</summary>
public static class SignedIn
{
    /// <summary>A browser in which that person has signed in.</summary>
    public static async Task<Browser> SignIn(this TestApp app, string name) =>
        new Browser(await app.SignedInClient(name));

    /// <summary>A client that holds that person's session.</summary>
    public static async Task<HttpClient> SignedInClient(this TestApp app, string name, bool followRedirects = true)
    {
        var client = app.Client(followRedirects);
        var browser = new Browser(client);
        await browser.Open("/connexion");
        await browser
            .Fill("Votre adresse e-mail", People.EmailOf(name))
            .Fill("Votre mot de passe", People.Password)
            .Press("Se connecter");
        Assert.Equal(followRedirects ? HttpStatusCode.OK : HttpStatusCode.Redirect, browser.Status);
        return client;
    }
}
