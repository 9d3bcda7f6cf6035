namespace Maillage.Platform.Uploads;

/// <summary>A picture that was kept, in one file for each width.</summary>
/// <param name="Id">Names its files; drawn at random, so that nothing is said of who sent it nor when.</param>
/// <param name="Width">Of the largest, in pixels.</param>
/// <param name="Height">Of the largest, in pixels.</param>
public sealed record KeptPicture(Guid Id, int Width, int Height);

/// <summary>What comes of a picture that somebody sends.</summary>
public enum PictureOutcome
{
    Kept,
    TooLarge,

    /// <summary>Not a JPEG, PNG or WebP picture, whatever its name says; or one that cannot be read.</summary>
    NotAPicture,
    Infected,

    /// <summary>The antivirus does not answer: nothing was kept.</summary>
    ScannerAway,
}
