using Maillage.Features.Accounts;
using Maillage.Features.Meetings.Desk;
using Maillage.Features.Shared;

namespace Maillage.Features.Meetings;

/// <summary>The team's side of meeting people.</summary>
internal static class MeetingsDesk
{
    public static IServiceCollection AddMeetingDesk(this IServiceCollection services)
    {
        services.AddScoped<OffersInHand>();
        services.AddScoped<SaveOffer>();
        services.AddScoped<AddOpening>();
        services.AddScoped<ChangeOpening>();
        services.AddScoped<MoveSessions>();
        services.AddScoped<ReadAgenda>();
        services.AddScoped<RecordAttendance>();
        services.AddScoped<SessionsInHand>();
        services.AddScoped<AddList>();
        services.AddScoped<FindCalls>();
        services.AddScoped<AddAbsence>();
        services.AddMenuLink(MenuPlace.Desk, MeetingDeskUrls.Agenda, "Agenda", -2, isFor: Helps);
        services.AddMenuLink(MenuPlace.Desk, MeetingDeskUrls.Offers, "Offres", 5, isFor: Helps);
        return services;
    }

    private static bool Helps(HttpContext context) => context.PersonOrNull() is { HelpsFor.Count: > 0 };
}
