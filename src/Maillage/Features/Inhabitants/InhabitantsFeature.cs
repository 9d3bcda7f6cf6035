using Maillage.Features.Accounts;
using Maillage.Features.Shared;
using Maillage.Platform.OpenId;
using Maillage.Platform.Privacy;
using Microsoft.AspNetCore.Authentication;

namespace Maillage.Features.Inhabitants;

/// <summary>What inhabitants open without an account: a reference and a code, or FranceConnect.</summary>
public static class InhabitantsFeature
{
    public static IServiceCollection AddInhabitants(this IServiceCollection services)
    {
        new AuthenticationBuilder(services).AddCookie(
            InhabitantSession.Scheme,
            cookie =>
            {
                cookie.Cookie.Name = InhabitantSession.Scheme;
                cookie.Cookie.HttpOnly = true;
                cookie.Cookie.SameSite = SameSiteMode.Lax;
                cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
                cookie.ExpireTimeSpan = InhabitantSession.Longest;
                cookie.SlidingExpiration = false;
            }
        );
        services.AddOpenId(FranceConnect.Provider);
        services.AddSingleton<AccessGate>();
        services.AddScoped<GiveAccess>();
        services.AddScoped<OpenAccess>();
        services.AddScoped<EraseAccess>();
        services.AddScoped<InhabitantSession>();
        services.AddScoped<IInhabitantSection, AccessSection>();
        services.AddPersonalRecords<AccessRecords>();
        return services
            .AddMenuLink(MenuPlace.Footer, InhabitantUrls.Open, "Ma demande", 5)
            .AddMenuLink(
                MenuPlace.Desk,
                InhabitantUrls.Give,
                "Accès des habitants",
                30,
                isFor: context => context.PersonOrNull() is { HelpsFor.Count: > 0 }
            );
    }
}
