namespace Nestor.Model.Settings;

/// <summary>Smallest, usual and largest value in seconds, as <c>min-valid-lifetime</c> and its like give them.</summary>
public readonly record struct Triplet(uint Min, uint Default, uint Max)
{
    public static Triplet Of(uint value) => new(value, value, value);

    /// <summary>What a client that asked for this many seconds gets.</summary>
    public uint Clamp(uint asked) => Math.Clamp(asked, Min, Max);
}
