using Maillage.Data;
using Maillage.Features.Accounts;
using Maillage.Features.Accounts.Identities;
using Maillage.Features.Organisations;
using Microsoft.AspNetCore.Identity;

namespace Maillage.Tests.Support;

/// <summary>People of the network and their organisations, with one password for all.</summary>
public static class People
{
    public const string Password = "quatre mots pour entrer";

    private static readonly Lazy<string> Hash = new(() => new PasswordHasher<Account>().HashPassword(null!, Password));

    private static readonly DateTime Now = new(2026, 11, 24, 10, 35, 0, DateTimeKind.Utc);
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
    public static Account AddAccount(this MaillageDb db, string name, Guid? id = null)
    {
        var email = EmailOf(name);
        var account = new Account
        {
            Id = id ?? Guid.CreateVersion7(),
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

    /// <summary>A passkey and an identity of ProConnect, by which somebody comes in without the password.</summary>
    public static void AddOtherWays(this MaillageDb db, Account account)
    {
        db.Add(
            new IdentityUserPasskey<Guid>
            {
                UserId = account.Id,
                CredentialId = [4, 2],
                Data = new IdentityPasskeyData
                {
                    Name = "Mon téléphone",
                    CreatedAt = new DateTimeOffset(Now),
                    PublicKey = [1],
                    AttestationObject = [1],
                    ClientDataJson = [1],
                },
            }
        );
        db.LinkedIdentities.Add(
            new LinkedIdentity
            {
                Id = Guid.CreateVersion7(),
                AccountId = account.Id,
                Provider = "ProConnect",
                Issuer = "https://proconnect.exemple.test",
                Subject = "quelqu-un",
                LinkedAt = Now,
            }
        );
    }

    /// <summary>What the database keeps of the secret of a link.</summary>
    public static string HashOf(string secret) => Secret.HashOf(secret);

    public static string EmailOf(string name) => $"{name.ToLowerInvariant().Replace(' ', '.')}@exemple.test";
}
