using Maillage.Features.Accounts;
using Maillage.Features.Shared;
using Maillage.Platform.Messaging;

namespace Maillage.Features.Correspondence;

/// <summary>What people receive from Maillage, shown to those who answer for it.</summary>
public static class CorrespondenceFeature
{
    public static IServiceCollection AddCorrespondence(this IServiceCollection services) =>
        services
            .AddScoped<TemplateSamples>()
            .AddMenuLink(
                MenuPlace.Desk,
                CorrespondenceUrls.Templates,
                "Messages",
                80,
                isFor: context => context.PersonOrNull() is { IsCoordinator: true } or { IsAdministrator: true }
            );

    public static IEndpointRouteBuilder MapCorrespondence(this IEndpointRouteBuilder endpoints)
    {
        Map("e-mail", TemplateSamples.Reader);
        Map("lettre", TemplateSamples.Home);
        return endpoints;

        void Map(string name, MessageAddress to) =>
            endpoints
                .MapGet(
                    CorrespondenceUrls.Templates + "/{template:int}/" + name,
                    (int template, TemplateSamples samples, MailPage page, TimeProvider time, HttpResponse response) =>
                        samples.All.ElementAtOrDefault(template) is { IsWritten: true } sample
                            ? page.Show(Outbox.Written(to, sample.Template, time.GetUtcNow().UtcDateTime), response)
                            : Results.NotFound()
                )
                .RequireAuthorization(Access.Coordinator)
                .ExcludeFromDescription();
    }
}
