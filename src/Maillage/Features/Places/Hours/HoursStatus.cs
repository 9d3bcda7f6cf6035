namespace Maillage.Features.Places.Hours;

/// <summary>How well a text of opening hours was understood (horaires compris ou non).</summary>
public enum HoursStatus
{
    Understood,
    UnderstoodWithWarning,
    NotUnderstood,
}
