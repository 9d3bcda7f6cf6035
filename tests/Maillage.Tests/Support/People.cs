using System.Net;
using Maillage.Data;
using Maillage.Features.Accounts;
using Maillage.Features.Organisations;
using Microsoft.AspNetCore.Identity;

namespace Maillage.Tests.Support;

/// <summary>People of the network and their organisations, with one password for all.</summary>
public static class People
{
    public const string Password = "quatre mots pour entrer";

    private static readonly Lazy<string> Hash = new(() => new PasswordHasher<Account>().HashPassword(null!, Password));

    private static readonly DateTime Now = TestApp.DefaultNow.UtcDateTime;
    private static readonly DateOnly LastYear = new(2025, 1, 6);

    public static Organisation Organisation(string name, string? siret = null) =>
        new()
        {
            Id = Guid.CreateVersion7(),
            Name = name,
            Siret = siret,
        };

    /// <summary>Adds somebody to the database, in a role of an organisation.</summary>
    public static Account AddMember(
        this MaillageDb db,
        string name,
        Organisation organisation,
        OrganisationRole role = OrganisationRole.Manager
    )
    {
        var account = db.AddAccount(name);
        db.Memberships.Add(
            new Membership
            {
                Id = Guid.CreateVersion7(),
                AccountId = account.Id,
                OrganisationId = organisation.Id,
                Role = role,
                From = LastYear,
            }
        );
        return account;
    }

    /// <summary>Adds somebody to the database, in a role of the network.</summary>
    public static Account AddNetworkPerson(
        this MaillageDb db,
        string name,
        NetworkRoleKind kind,
        string territory = "49"
    )
    {
        var account = db.AddAccount(name);
        db.NetworkRoles.Add(
            new NetworkRole
            {
                Id = Guid.CreateVersion7(),
                AccountId = account.Id,
                Kind = kind,
                Territory = territory,
                From = LastYear,
            }
        );
        return account;
    }

    /// <summary>Adds somebody without a role; the e-mail comes from the name.</summary>
    public static Account AddAccount(this MaillageDb db, string name)
    {
        var email = EmailOf(name);
        var account = new Account
        {
            Id = Guid.CreateVersion7(),
            Name = name,
            UserName = email,
            NormalizedUserName = email.ToUpperInvariant(),
            Email = email,
            NormalizedEmail = email.ToUpperInvariant(),
            EmailConfirmed = true,
            PasswordHash = Hash.Value,
            SecurityStamp = Guid.CreateVersion7().ToString("N"),
            CreatedAt = Now,
        };
        db.Accounts.Add(account);
        return account;
    }

    public static string EmailOf(string name) => $"{name.ToLowerInvariant().Replace(' ', '.')}@exemple.test";

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
            .Fill("Votre adresse e-mail", EmailOf(name))
            .Fill("Votre mot de passe", Password)
            .Press("Se connecter");
        Assert.Equal(followRedirects ? HttpStatusCode.OK : HttpStatusCode.Redirect, browser.Status);
        return client;
    }
}
