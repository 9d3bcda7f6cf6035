namespace Maillage.Features.Places;

/// <summary>Whether one may book at a place, for its page.</summary>
public interface IPlaceBooking
{
    /// <summary>Null where nothing is to be booked.</summary>
    Task<string?> AddressFor(Place place, CancellationToken cancellation);
}
