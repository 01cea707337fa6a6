using Nestor.Json;
using Nestor.Model.Expressions;
using Nestor.Model.Settings;

namespace Nestor.Model.Classes;

/// <summary>One entry of <c>client-classes</c>, as far as both families have it alike. Frozen.</summary>
public abstract record ClientClass
{
    /// <summary>Its number in the configuration's <see cref="ClassNames"/>.</summary>
    public required int Id { get; init; }

    public required string Name { get; init; }

    /// <summary>
    /// Who is in it: an expression that is true, or that makes the value of a spawned class when
    /// <see cref="IsTemplate"/>. Null: nobody by himself, but everybody where it stands in a list of additional classes.
    /// </summary>
    public Expression? Test { get; init; }

    /// <summary>Each value of <see cref="Test"/> makes a class of its own, SPAWN_name_value.</summary>
    public bool IsTemplate { get; init; }

    /// <summary>Looked at only where a pool, subnet or network that served the client asks for it.</summary>
    public bool IsAdditional { get; init; }

    /// <summary>It asks, itself or through other classes, whether the client has a reservation, which is known late.</summary>
    public bool DependsOnKnown { get; init; }

    public OptionSet Options { get; init; } = OptionSet.Empty;

    /// <summary>Null when the class does not set it.</summary>
    public Triplet? ValidLifetime { get; init; }

    /// <summary>user-context, with comment as a member.</summary>
    public Element? UserContext { get; init; }
}
