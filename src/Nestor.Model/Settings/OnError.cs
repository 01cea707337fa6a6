namespace Nestor.Model.Settings;

/// <summary>Nestor's own keyword <c>on-error</c>: what becomes of a configuration with something wrong in it.</summary>
public enum OnError : byte
{
    /// <summary>As with Kea: it is refused.</summary>
    Refuse,

    /// <summary>
    /// Refused too; but a start takes the one that was accepted last, so that the service is there.
    /// </summary>
    LastKnownGood,

    /// <summary>
    /// Exactly the wrong subnet, pool, class, option or reservation is left out. What cannot be left out by itself
    /// is as with <see cref="LastKnownGood"/>.
    /// </summary>
    Quarantine,
}
