using Microsoft.AspNetCore.Authorization;

namespace Maillage.Features.Accounts;

/// <summary>
/// Who may reach a page or an endpoint, by name (politique d'accès). What carries neither a policy nor an explicit
/// anonymous mark is refused to everybody; the whole table is in docs/access.md.
/// </summary>
public static class Access
{
    /// <summary>Anybody signed in; the page itself hides what is another organisation's.</summary>
    public const string SignedIn = "signed-in";

    /// <summary>Those who help people in an organisation: aidants, mediators and managers.</summary>
    public const string Helper = "helper";

    /// <summary>Coordinators and administrators.</summary>
    public const string Coordinator = "coordinator";

    /// <summary>Whoever belongs to an organisation of the network or has a role in it.</summary>
    public const string Network = "network";

    /// <summary>Administrators, and coordinators of a département for the coordination of its EPCIs.</summary>
    public const string RoleGiver = "role-giver";

    public const string Administrator = "administrator";

    internal static AuthorizationBuilder AddAccess(this AuthorizationBuilder authorization) =>
        authorization
            .AddPolicy(SignedIn, policy => policy.RequireAssertion(context => PersonOf(context) is not null))
            .AddPolicy(
                Helper,
                policy => policy.RequireAssertion(context => PersonOf(context) is { HelpsFor.Count: > 0 })
            )
            .AddPolicy(
                Coordinator,
                policy =>
                    policy.RequireAssertion(context =>
                        PersonOf(context) is { IsCoordinator: true } or { IsAdministrator: true }
                    )
            )
            .AddPolicy(
                Network,
                policy => policy.RequireAssertion(context => PersonOf(context) is { IsOfNetwork: true })
            )
            .AddPolicy(
                RoleGiver,
                policy => policy.RequireAssertion(context => PersonOf(context) is { GivesRoles: true })
            )
            .AddPolicy(
                Administrator,
                policy => policy.RequireAssertion(context => PersonOf(context) is { IsAdministrator: true })
            )
            .SetFallbackPolicy(
                new AuthorizationPolicyBuilder()
                    // An address that leads nowhere is answered by the 404 page, not by the sign-in page.
                    .RequireAssertion(context => context.Resource is HttpContext http && http.GetEndpoint() is null)
                    .Build()
            );

    /// <summary>Who is signed in; null for a visitor.</summary>
    public static Person? PersonOrNull(this HttpContext context) => context.Features.Get<Person>();

    /// <summary>Who is signed in, on a page that only they reach.</summary>
    public static Person Person(this HttpContext context) =>
        context.PersonOrNull() ?? throw new InvalidOperationException("The page has no policy that asks for a person.");

    private static Person? PersonOf(AuthorizationHandlerContext context) =>
        (context.Resource as HttpContext)?.PersonOrNull();
}
