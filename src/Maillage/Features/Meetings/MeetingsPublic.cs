using Maillage.Data;
using Maillage.Features.Inhabitants;
using Maillage.Features.Meetings.Public;
using Maillage.Features.Meetings.PublicCalendar;
using Maillage.Features.Places;
using Maillage.Features.Shared;
using Maillage.Platform.Web;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.Extensions.Localization;

namespace Maillage.Features.Meetings;

/// <summary>The pages where the public books, and where they find what they booked.</summary>
public static class MeetingsPublic
{
    public static IServiceCollection AddMeetingPages(this IServiceCollection services)
    {
        SlotGeneration.Join(services);
        services
            .AddOptions<OutputCacheOptions>()
            .Configure(options =>
                options.AddPolicy(
                    SlotPages.Policy,
                    policy => policy.AddPolicy<PageCachePolicy>().AddPolicy<SlotPages>(),
                    excludeDefaultPolicy: true
                )
            );
        services.AddSingleton<MeetingWords>();
        services.AddScoped<PublicOffers>();
        services.AddScoped<FindWeek>();
        services.AddScoped<JustBooked>();
        services.AddScoped<MoveBooking>();
        services.AddScoped<AnswerOffer>();
        services.AddScoped<IInhabitantSection, BookingSection>();
        services.AddScoped<IInhabitantRecords, EraseBookings>();
        services.AddScoped<IPlaceBooking, BookingAtPlace>();
        services.AddScoped<FindHappenings>();
        services.AddScoped(provider => new Lazy<FindHappenings>(provider.GetRequiredService<FindHappenings>));
        return services
            .AddMenuLink(MenuPlace.Header, MeetingUrls.SearchPath, "Rendez-vous", 20)
            .AddMenuLink(MenuPlace.Header, CalendarUrls.Path, "Agenda", 30);
    }

    public static IEndpointRouteBuilder MapMeetingPages(this IEndpointRouteBuilder endpoints)
    {
        CalendarFiles.Map(endpoints);
        endpoints
            .MapGet(
                InhabitantUrls.Open + "/rendez-vous/{id:guid}.ics",
                async (
                    Guid id,
                    MaillageDb db,
                    InhabitantSession session,
                    PublicOffers offers,
                    IStringLocalizer texts,
                    TimeProvider time,
                    HttpContext context,
                    CancellationToken cancellation
                ) =>
                {
                    var accesses = await session.Read(context, cancellation);
                    var ids = accesses.Select(access => (Guid?)access.Id).ToList();
                    if (
                        await MyBooking.Find(db, b => b.Id == id && ids.Contains(b.AccessId), cancellation)
                        is not { } mine
                    )
                    {
                        return Results.Redirect(Language.Link(InhabitantUrls.Open));
                    }

                    context.Response.Headers.CacheControl = "no-store";
                    context.Response.Headers.ContentDisposition = "attachment; filename=\"rendez-vous.ics\"";
                    return Results.Text(
                        BookingCalendar.Write(
                            mine,
                            offers.Show(mine.Offer),
                            texts["Rendez-vous"],
                            time.GetUtcNow().UtcDateTime
                        ),
                        BookingCalendar.ContentType
                    );
                }
            )
            .AllowAnonymous()
            .ExcludeFromDescription();
        return endpoints;
    }
}
