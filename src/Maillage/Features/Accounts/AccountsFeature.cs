using Maillage.Data;
using Maillage.Features.Accounts.Records;
using Maillage.Features.Accounts.SignIn;
using Maillage.Features.Accounts.Teams;
using Maillage.Features.Organisations;
using Maillage.Features.Shared;
using Maillage.Platform.CommandLine;
using Maillage.Platform.Privacy;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Maillage.Features.Accounts;

/// <summary>People of the network: signing in, organisations and their teams, who may do what.</summary>
public static class AccountsFeature
{
    public static IServiceCollection AddAccounts(this IServiceCollection services)
    {
        // The keys stand in the database: a form shown by one node is read by another.
        services.AddDataProtection().SetApplicationName("Maillage").PersistKeysToDbContext<MaillageDb>();
        services
            .AddIdentityCore<Account>(identity =>
            {
                identity.User.RequireUniqueEmail = true;
                identity.User.AllowedUserNameCharacters = "";
                identity.Tokens.AuthenticatorIssuer = "Maillage";
            })
            .AddTokenProvider<AuthenticatorTokenProvider<Account>>(TokenOptions.DefaultAuthenticatorProvider);
        services.AddScoped<IUserStore<Account>, UserOnlyStore<Account, MaillageDb, Guid>>();
        // One rule on passwords, in place of the framework's kinds of characters.
        services.RemoveAll<IPasswordValidator<Account>>();
        services.AddScoped<IPasswordValidator<Account>, GuessablePasswords>();

        services
            .AddAuthentication(Sessions.Scheme)
            .AddCookie(
                Sessions.Scheme,
                cookie =>
                {
                    cookie.Cookie.Name = Sessions.CookieName;
                    cookie.Cookie.HttpOnly = true;
                    cookie.Cookie.SameSite = SameSiteMode.Lax;
                    cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
                    cookie.ExpireTimeSpan = AccountSession.Longest;
                    cookie.SlidingExpiration = false;
                    cookie.Events = new SessionEvents();
                }
            );
        services.AddAuthorizationBuilder().AddAccess();
        services.AddSingleton<SignInGate>();
        services.AddSingleton<KnownBrowser>();
        services.AddSingleton<PendingCode>();
        services.AddScoped<CheckPassword>();
        services.AddScoped<CheckCode>();
        services.AddScoped<Sessions>();
        services.AddScoped<InvitePerson>();
        services.AddScoped<AcceptInvitation>();
        services.AddScoped<EndMembership>();
        services.AddScoped<CreateOrganisation>();
        services.AddScoped<AccountTerm>();
        services.AddScoped<MayErase>();
        services.AddPersonalRecords<SessionRecords>();
        services.AddPersonalRecords<InvitationRecords>();
        services.AddPersonalRecords<AccountRecords>();
        services.AddNoPersonalData(typeof(DataProtectionKey), typeof(Organisation));
        services.AddCommand(AdminCommands.Create, group: "admin");
        services.AddCommand(AdminCommands.Password, group: "admin");
        return services
            .AddMenuLink(MenuPlace.Footer, AccountUrls.Desk, "Espace du réseau", 50, isFrenchOnly: true)
            .AddMenuLink(MenuPlace.Desk, AccountUrls.Desk, "À faire", 0)
            .AddMenuLink(MenuPlace.Desk, AccountUrls.Organisations, "Structures", 20);
    }
}
