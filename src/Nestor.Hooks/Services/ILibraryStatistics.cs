namespace Nestor.Hooks.Services;

/// <summary>Figures of libraries among the server's statistics, as <c>statistic-get-all</c> shows them. On the loop's thread.</summary>
public interface ILibraryStatistics
{
    /// <summary>A figure by its name, new or changed. The name is none of the server's own.</summary>
    void Set(string name, long value);

    /// <summary>It is shown no more.</summary>
    void Remove(string name);
}
