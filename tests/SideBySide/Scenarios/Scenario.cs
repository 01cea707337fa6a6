namespace SideBySide.Scenarios;

/// <summary>How the two servers of one configuration are compared.</summary>
/// <param name="Name">Also the name of the file in Configs.</param>
internal abstract record ScenarioRules(string Name)
{
    /// <summary>How many messages of the grammar follow the script.</summary>
    public int Generated { get; init; } = 120;

    /// <summary>Answers tell remaining seconds, which may step between two servers' answers.</summary>
    public bool TimesDrift { get; init; }

    /// <summary>Timers of the servers write too, so what they keep is compared at the end, not after each exchange.</summary>
    public bool IsTimed { get; init; }

    public sealed override string ToString() => Name;
}

/// <summary>One DHCPv4 configuration and what is asked of it.</summary>
internal sealed record Scenario(string Name, Terrain Terrain) : ScenarioRules(Name)
{
    /// <summary>Beside the life that every client of every configuration lives.</summary>
    public Action<Session>? Script { get; init; }
}

/// <summary>One DHCPv6 configuration and what is asked of it.</summary>
internal sealed record Scenario6(string Name, Terrain6 Terrain) : ScenarioRules(Name)
{
    /// <summary>Beside the life that every client of every configuration lives.</summary>
    public Action<Session6>? Script { get; init; }
}
