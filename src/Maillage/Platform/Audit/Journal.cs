using Maillage.Data;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Platform.Audit;

/// <summary>
/// Writes in the journal (journal) what is not the change of an entity: readings of personal data, and events.
/// </summary>
public sealed class Journal(MaillageDb db, Actor actor, TimeProvider clock)
{
    /// <summary>Journals that somebody is about to see personal data; saved before they are shown.</summary>
    /// <param name="subject">The name of the entity's type.</param>
    /// <param name="fields">Names of the fields shown.</param>
    /// <param name="purpose">Why, in words of our own: never typed by a person, never a value.</param>
    public Task Read(
        string subject,
        Guid id,
        IReadOnlyCollection<string> fields,
        string purpose,
        CancellationToken cancellation = default
    ) => Read(subject, [id], fields, purpose, cancellation);

    /// <summary>Journals that somebody is about to see a list of people: one line with all of them.</summary>
    /// <param name="ids">Those shown; without any, nothing is written.</param>
    public async Task Read(
        string subject,
        IReadOnlyCollection<Guid> ids,
        IReadOnlyCollection<string> fields,
        string purpose,
        CancellationToken cancellation = default
    )
    {
        if (ids.Count == 0)
        {
            return;
        }

        // Saving the line would save them too, half done perhaps.
        if (db.ChangeTracker.Entries().Any(e => e.State != EntityState.Unchanged && e.Entity is not JournalLine))
        {
            throw new InvalidOperationException("Save the changes under way before reading personal data.");
        }

        db.JournalLines.Add(
            JournalLine.Of(actor, clock, JournalLine.WasRead, subject, ids.First(), fields, purpose, [.. ids.Skip(1)])
        );
        await db.SaveChangesAsync(cancellation);
    }

    /// <summary>Adds an event to the context (a sign-in, a refused sign-in): saved with the caller's changes.</summary>
    /// <param name="action">What happened, in English: <c>signed-in</c>.</param>
    /// <param name="fields">Names of the fields concerned, never values.</param>
    public void Note(string action, string subject, Guid id, params string[] fields) =>
        db.JournalLines.Add(JournalLine.Of(actor, clock, action, subject, id, fields, actor.Reason));
}
