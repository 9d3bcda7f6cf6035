using Maillage.Data;
using Maillage.Features.Places.Editing;
using Maillage.Features.Places.Import;
using Maillage.Platform.Audit;
using Maillage.Platform.Time;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Features.Places.Campaigns;

/// <summary>What a place proposes through its link (correction proposée).</summary>
/// <param name="After">The place as it would be.</param>
/// <param name="Fields">Names of the properties that change.</param>
public sealed record ProposedCorrection(Place After, IReadOnlyList<string> Fields, bool HasClosed, string? Note);

/// <summary>What comes of an answer, or of a decision on one.</summary>
public enum AnswerOutcome
{
    Done,

    /// <summary>It was answered or decided already, or the place is no longer there.</summary>
    TooLate,

    /// <summary>The place is no longer the one that the person read.</summary>
    PlaceChanged,
}

/// <summary>Writes down the answers of places, by their link or by telephone, and the decisions on what they propose.</summary>
public sealed class AnswerVerification(
    MaillageDb db,
    EditPlace editPlace,
    Journal journal,
    Actor actor,
    TimeProvider time
)
{
    private const int MostTries = 3;

    /// <summary>« Tout est exact », by the link.</summary>
    /// <param name="seen">The state of the place that was read.</param>
    /// <param name="by">Who says so, for the page: « l’équipe du lieu ».</param>
    public Task<AnswerOutcome> Confirm(Guid verificationId, DateTime seen, string by, CancellationToken cancellation) =>
        Settle(
            verificationId,
            seen,
            IsOpen,
            verification => Answered(verification, VerificationState.Confirmed, by: null),
            accountId: null,
            VersionKind.Verified,
            (place, _) => (place.VerifiedOn, place.VerifiedBy) = (time.TodayInParis(), by),
            cancellation
        );

    /// <summary>Keeps what a place proposes until somebody decides.</summary>
    /// <returns>False when it was answered already.</returns>
    public async Task<bool> Propose(Guid verificationId, ProposedCorrection correction, CancellationToken cancellation)
    {
        var verification = await db.Verifications.SingleAsync(v => v.Id == verificationId, cancellation);
        if (!IsOpen(verification))
        {
            return false;
        }

        var theirs = RecordJson.ReadPlace("{}");
        foreach (var field in correction.Fields)
        {
            var property = typeof(Place).GetProperty(field)!;
            property.SetValue(theirs, property.GetValue(correction.After));
        }

        Answered(verification, VerificationState.Proposed, by: null);
        verification.ProposedFields = [.. correction.Fields];
        verification.Proposed = RecordJson.Write(theirs);
        verification.HasClosed = correction.HasClosed;
        verification.Note = correction.Note;
        journal.Note(JournalLine.Changed, nameof(Verification), verificationId, nameof(Verification.Proposed));
        return await Save(cancellation);
    }

    /// <summary>Writes what a place has proposed, as an edit of whoever decides; its own list then no longer overwrites it.</summary>
    /// <param name="seen">The state of the place that stood beside the correction.</param>
    public Task<AnswerOutcome> Accept(
        Guid verificationId,
        DateTime seen,
        Guid accountId,
        CancellationToken cancellation
    ) =>
        Settle(
            verificationId,
            seen,
            v => v.State == VerificationState.Proposed,
            verification => Decided(verification, VerificationState.Corrected, accountId),
            accountId,
            VersionKind.Edited,
            (place, verification) =>
            {
                var theirs = RecordJson.ReadPlace(verification.Proposed ?? "{}");
                foreach (var field in verification.ProposedFields)
                {
                    var property = typeof(Place).GetProperty(field)!;
                    property.SetValue(place, property.GetValue(theirs));
                }

                (place.VerifiedOn, place.VerifiedBy) = (
                    ParisTime.DayAt(verification.AnsweredAt ?? time.GetUtcNow().UtcDateTime),
                    "l’équipe du lieu"
                );
                if (verification.HasClosed)
                {
                    place.GoneAt = time.GetUtcNow().UtcDateTime;
                }
            },
            cancellation
        );

    /// <summary>Leaves the page as it is.</summary>
    /// <returns>False when somebody has decided already.</returns>
    public async Task<bool> Dismiss(Guid verificationId, Guid accountId, CancellationToken cancellation)
    {
        var verification = await db.Verifications.SingleAsync(v => v.Id == verificationId, cancellation);
        if (verification.State != VerificationState.Proposed)
        {
            return false;
        }

        Decided(verification, VerificationState.Dismissed, accountId);
        journal.Note(JournalLine.Changed, nameof(Verification), verificationId, nameof(Verification.State));
        return await Save(cancellation);
    }

    /// <summary>Notes a call: who, when, what came of it.</summary>
    /// <returns>False when it was answered already, or the place is no longer there.</returns>
    public async Task<bool> Called(
        Guid verificationId,
        CallOutcome outcome,
        Guid accountId,
        string by,
        CancellationToken cancellation
    )
    {
        actor.Channel = Channel.Phone;
        db.VerificationCalls.Add(
            new VerificationCall
            {
                Id = Guid.CreateVersion7(),
                VerificationId = verificationId,
                AccountId = accountId,
                At = time.GetUtcNow().UtcDateTime,
                Outcome = outcome,
            }
        );
        if (outcome != CallOutcome.NoAnswer)
        {
            var noted = await Settle(
                verificationId,
                seen: null,
                IsOpen,
                verification =>
                    Answered(
                        verification,
                        outcome == CallOutcome.AllRight ? VerificationState.Confirmed : VerificationState.Corrected,
                        accountId
                    ),
                accountId,
                VersionKind.Verified,
                (place, _) => (place.VerifiedOn, place.VerifiedBy) = (time.TodayInParis(), by),
                cancellation
            );
            return noted == AnswerOutcome.Done;
        }

        var called = await db.Verifications.SingleAsync(v => v.Id == verificationId, cancellation);
        if (!IsOpen(called))
        {
            return false;
        }

        called.Calls++;
        journal.Note(JournalLine.Changed, nameof(Verification), verificationId, nameof(Verification.Calls));
        return await Save(cancellation);
    }

    public static bool IsOpen(Verification verification) =>
        verification.State is VerificationState.Waiting or VerificationState.Asked or VerificationState.ToCall;

    /// <summary>The state of the verification and the change of the place, in one save.</summary>
    /// <param name="seen">The state of the place that was read; null for whoever called and read nothing of it here.</param>
    private async Task<AnswerOutcome> Settle(
        Guid verificationId,
        DateTime? seen,
        Func<Verification, bool> mayBeSettled,
        Action<Verification> settle,
        Guid? accountId,
        VersionKind kind,
        Action<Place, Verification> change,
        CancellationToken cancellation
    )
    {
        var verification = await db.Verifications.SingleAsync(v => v.Id == verificationId, cancellation);
        if (!mayBeSettled(verification))
        {
            return AnswerOutcome.TooLate;
        }

        var placeId = verification.MergedIntoId ?? verification.PlaceId;
        settle(verification);
        for (var tries = 0; tries < MostTries; tries++)
        {
            var now = await db
                .Places.Where(p => p.Id == placeId && p.GoneAt == null)
                .Select(p => (DateTime?)p.ModifiedAt)
                .SingleOrDefaultAsync(cancellation);
            if (now is not { } modifiedAt)
            {
                return AnswerOutcome.TooLate;
            }

            if (seen is not null && seen != modifiedAt)
            {
                return AnswerOutcome.PlaceChanged;
            }

            try
            {
                var outcome = await editPlace.Run(
                    placeId,
                    modifiedAt,
                    accountId,
                    kind,
                    place => change(place, verification),
                    cancellation
                );
                switch (outcome)
                {
                    case EditOutcome.Done:
                        return AnswerOutcome.Done;
                    case EditOutcome.NothingChanged:
                        // Somebody has written the same meanwhile: the answer stays to be noted.
                        db.ChangeTracker.Clear();
                        settle(await db.Verifications.SingleAsync(v => v.Id == verificationId, cancellation));
                        return await Save(cancellation) ? AnswerOutcome.Done : AnswerOutcome.TooLate;
                    case EditOutcome.SomebodyWasFaster:
                        break;
                }
            }
            catch (DbUpdateConcurrencyException)
            {
                return AnswerOutcome.TooLate;
            }
        }

        return AnswerOutcome.PlaceChanged;
    }

    private void Answered(Verification verification, VerificationState state, Guid? by) =>
        (verification.State, verification.AnsweredAt, verification.AnsweredBy) = (
            state,
            time.GetUtcNow().UtcDateTime,
            by
        );

    private void Decided(Verification verification, VerificationState state, Guid by)
    {
        (verification.State, verification.DecidedAt, verification.DecidedBy) = (
            state,
            time.GetUtcNow().UtcDateTime,
            by
        );
        verification.Note = null;
    }

    private async Task<bool> Save(CancellationToken cancellation)
    {
        try
        {
            await db.SaveChangesAsync(cancellation);
            return true;
        }
        catch (DbUpdateConcurrencyException)
        {
            return false;
        }
    }
}
