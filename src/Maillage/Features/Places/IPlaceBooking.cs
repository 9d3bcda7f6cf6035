namespace Maillage.Features.Places;

/// <summary>What one may book or come to at a place, for its page.</summary>
public interface IPlaceBooking
{
    /// <summary>Null where nothing is to be booked.</summary>
    Task<string?> AddressFor(Place place, CancellationToken cancellation);

    /// <summary>The next dates of what happens there, in order.</summary>
    Task<IReadOnlyList<PlaceDate>> NextAt(Place place, CancellationToken cancellation);
}

/// <summary>One time at which something happens at a place: a drop-in, a workshop, an event.</summary>
/// <param name="Address">Of the page that says more.</param>
/// <param name="Hours">« 14 h – 16 h ».</param>
/// <param name="Entry">What one does to come: « Sans rendez-vous », « 4 places libres ».</param>
public sealed record PlaceDate(string Title, string Address, string Day, string Hours, string Entry);
