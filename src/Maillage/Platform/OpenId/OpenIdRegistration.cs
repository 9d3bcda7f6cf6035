using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Maillage.Platform.OpenId;

/// <summary>Lets a feature add a provider of identities, off until its section of the settings is filled.</summary>
public static partial class OpenIdRegistration
{
    private const string CodeChallenge = "code_challenge";
    private const string CodeChallengeMethod = "code_challenge_method";
    private const string CodeVerifier = "code_verifier";

    public static IServiceCollection AddOpenId(this IServiceCollection services, OpenIdProvider provider)
    {
        services.AddOptions<OpenIdSettings>(provider.Name).BindConfiguration(provider.Name).ValidateOnStart();
        services.AddSingleton(provider);
        services.TryAddSingleton<OpenIdProviders>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<OpenIdSettings>, CheckOpenIdSettings>());
        services.TryAddTransient<OpenIdConnectHandler>();
        services.TryAddEnumerable(
            ServiceDescriptor.Singleton<
                IPostConfigureOptions<OpenIdConnectOptions>,
                OpenIdConnectPostConfigureOptions
            >()
        );
        services
            .AddOptions<AuthenticationOptions>()
            .Configure<IOptionsMonitor<OpenIdSettings>>(
                (authentication, settings) =>
                {
                    if (settings.Get(provider.Name).IsOn)
                    {
                        authentication.AddScheme<OpenIdConnectHandler>(provider.Name, provider.Name);
                    }
                }
            );
        services
            .AddOptions<OpenIdConnectOptions>(provider.Name)
            .Configure<IOptionsMonitor<OpenIdSettings>>(
                (options, settings) => Set(options, provider, settings.Get(provider.Name))
            );
        return services;
    }

    /// <summary>The cookie in which an identity waits to be used.</summary>
    public static AuthenticationBuilder AddProvedIdentities(this AuthenticationBuilder authentication) =>
        authentication.AddCookie(
            ProvedIdentity.Scheme,
            cookie =>
            {
                cookie.Cookie.Name = ProvedIdentity.Scheme;
                cookie.Cookie.HttpOnly = true;
                cookie.Cookie.SameSite = SameSiteMode.Lax;
                cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
                cookie.ExpireTimeSpan = ProvedIdentity.Longest;
                cookie.SlidingExpiration = false;
            }
        );

    /// <summary>The address by which one leaves for each provider; 404 while it is off.</summary>
    public static WebApplication MapOpenId(this WebApplication app)
    {
        foreach (var provider in app.Services.GetServices<OpenIdProvider>())
        {
            app.MapGet(provider.Path, (HttpContext context, string? retour) => Leave(context, provider, retour))
                .AllowAnonymous()
                .ExcludeFromDescription();
        }

        return app;
    }

    private static async Task<IResult> Leave(HttpContext context, OpenIdProvider provider, string? returnPath)
    {
        if (!context.RequestServices.GetRequiredService<OpenIdProviders>().IsOn(provider.Name))
        {
            return Results.NotFound();
        }

        context.Response.Headers.CacheControl = "no-store";
        try
        {
            await context.ChallengeAsync(
                provider.Name,
                new AuthenticationProperties { RedirectUri = QueryHelpersOf(provider.ProvedPage, "retour", returnPath) }
            );
            return Results.Empty;
        }
        catch (InvalidOperationException) when (!context.Response.HasStarted)
        {
            // The provider's own description cannot be read.
            return Results.Redirect(RefusalOf(provider, IdentityRefusal.Unreachable));
        }
    }

    private static void Set(OpenIdConnectOptions options, OpenIdProvider provider, OpenIdSettings settings)
    {
        options.Authority = settings.Authority;
        options.ClientId = settings.ClientId;
        options.ClientSecret = settings.ClientSecret;
        options.RequireHttpsMetadata =
            !Uri.TryCreate(settings.Authority, UriKind.Absolute, out var authority) || !authority.IsLoopback;
        options.CallbackPath = provider.Path + "/retour";
        options.SignInScheme = ProvedIdentity.Scheme;
        options.ResponseType = OpenIdConnectResponseType.Code;
        // Both refuse any parameter that is not in their contract.
        options.ResponseMode = OpenIdConnectResponseMode.Query;
        options.DisableTelemetry = true;
        options.PushedAuthorizationBehavior = PushedAuthorizationBehavior.Disable;
        options.Scope.Clear();
        foreach (var scope in provider.Scopes)
        {
            options.Scope.Add(scope);
        }

        options.MapInboundClaims = false;
        // They drop what we keep, after we have read it.
        options.ClaimActions.Clear();
        options.GetClaimsFromUserInfoEndpoint = false;
        options.SaveTokens = true;
        options.UseTokenLifetime = false;
        options.BackchannelTimeout = TimeSpan.FromSeconds(10);
        options.TokenValidationParameters.ValidAlgorithms = ReadUserInfo.Algorithms;
        // The answer is a plain navigation, so the browser sends these cookies of ours with it.
        options.CorrelationCookie.SameSite = SameSiteMode.Lax;
        options.CorrelationCookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.NonceCookie.SameSite = SameSiteMode.Lax;
        options.NonceCookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.Events = new OpenIdConnectEvents
        {
            OnRedirectToIdentityProvider = context => Ask(context, provider),
            OnTokenValidated = context => Judge(context, provider, settings),
            OnTicketReceived = KeepIdTokenAlone,
            OnAccessDenied = context => Refuse(context, provider, IdentityRefusal.Consent),
            OnRemoteFailure = context => Refuse(context, provider, RefusalFor(context.Failure)),
        };
    }

    private static async Task Ask(RedirectContext context, OpenIdProvider provider)
    {
        var configuration = await context.Options.ConfigurationManager!.GetConfigurationAsync(
            context.HttpContext.RequestAborted
        );
        if (!configuration.CodeChallengeMethodsSupported.Contains("S256"))
        {
            // Who does not say that it knows PKCE refuses it as an unknown parameter.
            context.ProtocolMessage.Parameters.Remove(CodeChallenge);
            context.ProtocolMessage.Parameters.Remove(CodeChallengeMethod);
            context.Properties.Items.Remove(CodeVerifier);
        }

        provider.Ask(context.ProtocolMessage);
    }

    /// <summary>Reads the level where the framework would drop it, and what the provider signed of the person.</summary>
    private static async Task Judge(TokenValidatedContext context, OpenIdProvider provider, OpenIdSettings settings)
    {
        try
        {
            var token = context.SecurityToken;
            var level = token.Payload.Acr;
            var accepted = settings.Levels.Count > 0 ? settings.Levels : provider.Levels;
            if (level is null || !accepted.Contains(level))
            {
                throw new RefusedIdentityException(IdentityRefusal.Level, $"acr: {level ?? "none"}");
            }

            var known = await ReadUserInfo.Run(
                context.Options,
                context.TokenEndpointResponse!.AccessToken,
                token.Subject,
                context.HttpContext.RequestAborted
            );
            var strong = settings.StrongLevels.Count > 0 ? settings.StrongLevels : provider.StrongLevels;
            var identity = new ClaimsIdentity(provider.Name);
            identity.AddClaim(new Claim(ProvedIdentity.ProviderClaim, provider.Name));
            identity.AddClaim(new Claim(JwtClaims.Issuer, token.Issuer));
            identity.AddClaim(new Claim(JwtClaims.Subject, token.Subject));
            if (strong.Contains(level))
            {
                identity.AddClaim(new Claim(ProvedIdentity.StrongClaim, "true"));
            }

            identity.AddClaims(provider.Kept.Where(known.ContainsKey).Select(name => new Claim(name, known[name])));
            context.Principal = new ClaimsPrincipal(identity);
        }
        catch (Exception refusal)
            when (refusal is RefusedIdentityException or HttpRequestException or OperationCanceledException)
        {
            context.Fail(refusal);
        }
    }

    private static Task KeepIdTokenAlone(TicketReceivedContext context)
    {
        var idToken = context.Properties!.GetTokenValue(OpenIdConnectParameterNames.IdToken);
        context.Properties!.StoreTokens(
            idToken is null
                ? []
                : [new AuthenticationToken { Name = OpenIdConnectParameterNames.IdToken, Value = idToken }]
        );
        return Task.CompletedTask;
    }

    private static IdentityRefusal RefusalFor(Exception? failure) =>
        failure switch
        {
            RefusedIdentityException refused => refused.Refusal,
            SecurityTokenException => IdentityRefusal.Untrusted,
            HttpRequestException or OperationCanceledException => IdentityRefusal.Unreachable,
            OpenIdConnectProtocolInvalidNonceException => IdentityRefusal.Expired,
            OpenIdConnectProtocolException protocol
                when protocol.Data["error"] is string error && error != "invalid_grant" => IdentityRefusal.Unreachable,
            _ => IdentityRefusal.Expired,
        };

    private static Task Refuse(
        HandleRequestContext<RemoteAuthenticationOptions> context,
        OpenIdProvider provider,
        IdentityRefusal refusal
    )
    {
        var failure = (context as RemoteFailureContext)?.Failure;
        LogRefused(
            context.HttpContext.RequestServices.GetRequiredService<ILogger<OpenIdProvider>>(),
            provider.Name,
            refusal,
            failure is RefusedIdentityException ? failure.Message : failure?.GetType().Name
        );
        context.Response.Redirect(RefusalOf(provider, refusal));
        context.HandleResponse();
        return Task.CompletedTask;
    }

    private static string RefusalOf(OpenIdProvider provider, IdentityRefusal refusal) =>
        $"{provider.RefusalPage}?refus={IdentityRefusals.Word(refusal)}";

    private static string QueryHelpersOf(string path, string name, string? value) =>
        string.IsNullOrEmpty(value) ? path : $"{path}?{name}={Uri.EscapeDataString(value)}";

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Provider}: identity refused, {Refusal} ({Why})")]
    private static partial void LogRefused(ILogger logger, string provider, IdentityRefusal refusal, string? why);
}
