namespace Nestor.Engine.Classification.Expressions;

/// <summary>The classes a query is in so far.</summary>
public interface IClassMembership
{
    bool IsMember(int classId);
}
