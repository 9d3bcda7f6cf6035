using Maillage.Features.Meetings.Demonstration;
using Maillage.Platform.Privacy;

namespace Maillage.Features.Meetings;

/// <summary>Meeting people: offers, the times at which they take place, who booked them.</summary>
public static class MeetingsFeature
{
    public static IServiceCollection AddMeetings(this IServiceCollection services)
    {
        services.AddScoped<FindSlots>();
        services.AddScoped<BookSlot>();
        services.AddScoped<CancelBooking>();
        services.AddScoped<OfferSeats>();
        services.AddScoped<BookingMessages>();
        services.AddScoped<TellChange>();
        services.AddScoped<SendReminders>();
        services.AddScoped<FollowOffers>();
        services.AddScoped<ExpireOffers>();
        services.AddSingleton<Refusals>();
        services.AddHostedService<KeepMeetings>();
        services.AddMeetingPages();
        services.AddMeetingDesk();
        services.AddScoped<LoadDemonstrationMeetings>();
        services.AddPersonalRecords<BookingRecords>();
        services.AddPersonalRecords<AbsenceRecords>();
        services.AddNoPersonalData(
            typeof(Offer),
            typeof(OfferDocument),
            typeof(Opening),
            typeof(OpeningResource),
            typeof(Slot),
            typeof(Occupation),
            typeof(Reminder)
        );
        return services;
    }
}
