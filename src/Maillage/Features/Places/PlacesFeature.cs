using Maillage.Features.Accounts;
using Maillage.Features.Inhabitants;
using Maillage.Features.Places.Campaigns;
using Maillage.Features.Places.Demonstration;
using Maillage.Features.Places.Duplicates;
using Maillage.Features.Places.Editing;
using Maillage.Features.Places.Export;
using Maillage.Features.Places.Hours;
using Maillage.Features.Places.Import;
using Maillage.Features.Places.Imports;
using Maillage.Features.Places.Proposals;
using Maillage.Features.Places.Records;
using Maillage.Features.Places.Search;
using Maillage.Features.Shared;
using Maillage.Platform.CommandLine;
using Maillage.Platform.Messaging;
using Maillage.Platform.Privacy;
using Maillage.Platform.Settings;
using Maillage.Platform.Uploads;
using Microsoft.Extensions.Options;

namespace Maillage.Features.Places;

/// <summary>The directory of places: import, search, pages.</summary>
public static class PlacesFeature
{
    public static IServiceCollection AddPlaces(this IServiceCollection services)
    {
        services.AddPlaceImport();
        services.AddImportsOnDesk();
        services.AddOptions<DemonstrationSettings>().BindConfiguration(DemonstrationSettings.Section);
        services.AddScoped<LoadDemonstration>();
        services.AddSingleton<PlaceDirectory>();
        services.AddHostedService<FollowDirectory>();
        services.AddScoped<PlaceStream>();
        services.AddScoped<ExportPlaces>();
        services.AddScoped<ReadMaillageJson>();
        services.AddCommand(ExportPlacesCommand.Create, group: "export");
        services.AddSingleton<PlaceWords>();
        services.AddScoped<IInhabitantSection, InhabitantPlaces>();
        services.AddScoped<ReportPlace>();
        services.AddPersonalRecords<ReportRecords>();
        services.AddPersonalRecords<ProposalRecords>();
        services.AddPersonalRecords<VersionRecords>();
        services.AddPersonalRecords<UpkeepRecords>();
        services.AddPersonalRecords<ContactRecords>();
        services.AddPersonalRecords<PhotoRecords>();
        services.AddNoPersonalData(
            typeof(Stop),
            typeof(PlaceAlias),
            typeof(DuplicateProposal),
            typeof(DirectoryVersion)
        );
        services.AddScoped<PlaceInHand>();
        services.AddScoped<EditPlace>();
        services.AddScoped<SettleDispute>();
        services.AddScoped<AttachPlace>();
        services.AddScoped<ReplyWay>();
        services.AddScoped<CloseReport>();
        services.AddScoped<TakeReport>();
        services.AddScoped<ReportsInHand>();
        services.AddScoped<ProposePlace>();
        services.AddScoped<FindKnownPlaces>();
        services.AddScoped<LocateProposal>();
        services.AddScoped<ProposalsInHand>();
        services.AddScoped<SettleProposal>();
        services.AddScoped<SetPhoto>();
        services.AddScoped<IDeskGroup, ReportsOnDesk>();
        services.AddScoped<IDeskGroup, ProposalsOnDesk>();
        services.AddScoped<IDeskGroup, FreshnessOnDesk>();
        services.AddMenuLink(MenuPlace.Desk, PlaceUrls.Desk, "Lieux", 10);
        services.AddScoped<ProposeDuplicates>();
        services.AddSingleton<VerificationLinks>();
        services.AddScoped<PickPlaces>();
        services.AddScoped<StartCampaign>();
        services.AddScoped<CampaignInHand>();
        services.AddScoped<CampaignLetters>();
        services.AddScoped<SendVerifications>();
        services.AddScoped<AnswerVerification>();
        services.AddScoped<CallSheet>();
        services.AddScoped<IDeskGroup, CorrectionsOnDesk>();
        services.AddHostedService<KeepAsking>();
        services.AddMenuLink(MenuPlace.Desk, PlaceUrls.Campaigns, "Campagnes", 12);
        services.AddScoped<MergePlaces>();
        services.AddScoped<SeparatePlaces>();
        services.AddScoped<DecideDuplicate>();
        services.AddScoped<IDeskGroup, DuplicatesOnDesk>();
        services.AddHostedService<KeepDuplicates>();
        services.AddMenuLink(MenuPlace.Desk, PlaceUrls.Duplicates, "Doublons", 14);
        services.AddCommand(DuplicatesCommand.Create);
        services.AddCommand(_ => HoursCommand.Create());
        return services;
    }

    public static IEndpointRouteBuilder MapPlaces(this IEndpointRouteBuilder endpoints)
    {
        endpoints
            .MapGet(
                PlaceUrls.SearchPath + "/{slug}.vcf",
                (string slug, PlaceDirectory directory, IOptions<SiteSettings> site, HttpContext context) =>
                {
                    var current = directory.Current;
                    return current.FindBySlug(slug) is { } entry
                            ? Results.Text(
                                VCard.Of(entry, $"{site.Value.PublicUrl}{PlaceUrls.SearchPath}/{slug}"),
                                VCard.ContentType
                            )
                        : current.FindByFormerSlug(slug) is { } moved
                            ? Results.Redirect(context.AskAgain(PlaceUrls.Card(moved.Place.Slug)), permanent: true)
                        : Results.NotFound();
                }
            )
            .AllowAnonymous()
            .ExcludeFromDescription();
        endpoints
            .MapGet(
                PlaceUrls.SearchPath + "/{slug}/photo/{picture:guid}/{width:int}.jpg",
                (
                    string slug,
                    Guid picture,
                    int width,
                    PlaceDirectory directory,
                    KeepPicture pictures,
                    HttpContext http
                ) =>
                {
                    // A picture is shown with the place that bears it, and with no other.
                    if (
                        directory.Current.FindBySlug(slug)?.Place.Photo?.PictureId != picture
                        || pictures.Find(picture, width) is not { } file
                    )
                    {
                        return Results.NotFound();
                    }

                    http.Response.Headers.CacheControl = "public, max-age=86400";
                    http.Response.Headers.ContentDisposition = $"inline; filename=\"{slug}.jpg\"";
                    return Results.File(file.FullName, "image/jpeg");
                }
            )
            .AllowAnonymous()
            .ExcludeFromDescription();
        endpoints
            .MapGet(
                PlaceUrls.Campaigns + "/{id:guid}/appels.csv",
                async (
                    Guid id,
                    CampaignInHand campaignInHand,
                    CallSheet callSheet,
                    HttpContext context,
                    CancellationToken cancellation
                ) =>
                    await campaignInHand.Find(id, context.Person(), cancellation) is null
                        ? Results.NotFound()
                        : Results.Stream(
                            output => callSheet.Write(id, output, cancellation),
                            "text/csv; charset=utf-8",
                            "appels.csv"
                        )
            )
            .RequireAuthorization(Access.Coordinator)
            .ExcludeFromDescription();
        endpoints.MapImports();
        endpoints
            .MapGet(
                PlaceUrls.Campaigns + "/{id:guid}/lettres/{letter:guid}",
                async (
                    Guid id,
                    Guid letter,
                    CampaignInHand campaignInHand,
                    CampaignLetters letters,
                    MailPage page,
                    HttpContext context,
                    CancellationToken cancellation
                ) =>
                    await campaignInHand.Find(id, context.Person(), cancellation) is not null
                    && await letters.Find(id, letter, cancellation) is { } found
                        ? page.Show(found, context.Response)
                        : Results.NotFound()
            )
            .RequireAuthorization(Access.Coordinator)
            .ExcludeFromDescription();
        return endpoints;
    }
}
