using Nestor.Model.Settings;

namespace Nestor.Model.Classes;

/// <inheritdoc/>
public sealed record ClientClass6 : ClientClass
{
    /// <summary>Null when the class does not set it.</summary>
    public Triplet? PreferredLifetime { get; init; }
}
