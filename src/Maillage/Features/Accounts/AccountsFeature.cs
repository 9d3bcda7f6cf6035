using Maillage.Data;
using Maillage.Features.Accounts.Identities;
using Maillage.Features.Accounts.Records;
using Maillage.Features.Accounts.Roles;
using Maillage.Features.Accounts.SignIn;
using Maillage.Features.Accounts.Teams;
using Maillage.Features.Organisations;
using Maillage.Features.Shared;
using Maillage.Platform.CommandLine;
using Maillage.Platform.OpenId;
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
        services.AddIdentityCore<Account>(identity =>
        {
            identity.User.RequireUniqueEmail = true;
            identity.User.AllowedUserNameCharacters = "";
        });
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
                    cookie.ExpireTimeSpan = AccountSession.Longest + AccountSession.LastForm;
                    cookie.SlidingExpiration = false;
                    cookie.Events = new SessionEvents();
                }
            )
            .AddProvedIdentities();
        services.AddOpenId(ProConnect.Provider);
        services.AddScoped<LinkIdentity>();
        services.AddScoped<OtherWays>();
        services.Configure<IdentityPasskeyOptions>(passkeys =>
        {
            // The device checks its owner each time: a passkey stands for two factors.
            passkeys.UserVerificationRequirement = "required";
            passkeys.ResidentKeyRequirement = "required";
        });
        services.AddScoped<IPasskeyHandler<Account>, PasskeyHandler<Account>>();
        services.AddSingleton<PasskeyChallenge>();
        services.AddScoped<UsePasskey>();
        services.AddAuthorizationBuilder().AddAccess();
        services.AddSingleton<SignInGate>();
        services.AddSingleton<KnownBrowser>();
        services.AddSingleton<PendingCode>();
        services.AddScoped<CheckPassword>();
        services.AddScoped<ConfirmOwner>();
        services.AddScoped<CheckCode>();
        services.AddScoped<CheckAuthenticatorCode>();
        services.AddScoped<AskNewPassword>();
        services.AddScoped<Sessions>();
        services.AddScoped<InvitePerson>();
        services.AddScoped<AcceptInvitation>();
        services.AddScoped<PendingInvitations>();
        services.AddScoped<EndMembership>();
        services.AddScoped<MissionForm>();
        services.AddScoped<CreateOrganisation>();
        services.AddScoped<AccountTerm>();
        services.AddScoped<MayErase>();
        services.AddPersonalRecords<SessionRecords>();
        services.AddPersonalRecords<InvitationRecords>();
        services.AddPersonalRecords<IdentityRecords>();
        services.AddPersonalRecords<AccountRecords>();
        services.AddNoPersonalData(typeof(DataProtectionKey), typeof(Organisation));
        services.AddScoped<AttachOrganisation>();
        services.AddScoped<RoleRights>();
        services.AddScoped<EndNetworkRole>();
        services.AddCommand(AdminCommands.Create, group: "admin");
        services.AddCommand(AdminCommands.Password, group: "admin");
        return services
            .AddMenuLink(MenuPlace.Footer, AccountUrls.Desk, "Espace du réseau", 50, isFrenchOnly: true)
            .AddMenuLink(MenuPlace.Desk, AccountUrls.Desk, "À faire", 0)
            .AddMenuLink(MenuPlace.Desk, AccountUrls.Organisations, "Structures", 20)
            .AddMenuLink(
                MenuPlace.Desk,
                AccountUrls.Roles,
                "Rôles",
                60,
                isFor: context => context.PersonOrNull()?.GivesRoles == true
            )
            .AddMenuLink(
                MenuPlace.Desk,
                AccountUrls.JournalPath,
                "Journal",
                70,
                isFor: context => context.PersonOrNull()?.IsAdministrator == true
            );
    }

    public static WebApplication MapAccounts(this WebApplication app)
    {
        app.MapGet(
                AccountUrls.SignInPasskeyOptions,
                async (HttpContext context, UsePasskey usePasskey) => Json(context, await usePasskey.AskForOne(context))
            )
            .AllowAnonymous()
            .ExcludeFromDescription();
        app.MapGet(
                AccountUrls.PasskeyOptions,
                async (
                    HttpContext context,
                    UsePasskey usePasskey,
                    UserManager<Account> accounts,
                    Sessions sessions,
                    CancellationToken cancellation
                ) =>
                    await sessions.IsFresh(context.Person(), cancellation)
                        ? Json(
                            context,
                            await usePasskey.AskForNew(
                                context,
                                (await accounts.FindByIdAsync(context.Person().AccountId.ToString()))!
                            )
                        )
                        : Results.NotFound()
            )
            .RequireAuthorization(Access.SignedIn)
            .ExcludeFromDescription();
        return app;
    }

    private static IResult Json(HttpContext context, string json)
    {
        context.Response.Headers.CacheControl = "no-store";
        return Results.Text(json, "application/json");
    }
}
